package dev.gatehouse.drivers;

/// Nobody waits for an answer: serial lines and datagrams.
enum Unheard implements Acknowledgement {
    UNHEARD;

    @Override
    public void durable() {}

    @Override
    public void refused(Refusal reason) {}

    @Override
    public boolean resendable() {
        return false;
    }
}
