# The GPIO simulator with the simulated interrupts that it needs, as one module, and the stub of an I2C bus.
obj-m := gpiosim-oot.o i2c-stub.o
gpiosim-oot-y := gpio-sim.o irq_sim.o
