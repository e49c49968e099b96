package dev.gatehouse.protocols.observation;

/// What happened; one record a kind, so that the compiler lists what a new one touches.
public sealed interface RadioEvent
        permits RadioRegistration,
                RadioCall,
                RadioText,
                RadioLocation,
                RadioEmergency,
                RadioHealth,
                RadioDelivery {}
