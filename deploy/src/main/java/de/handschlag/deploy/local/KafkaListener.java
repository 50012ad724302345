package de.handschlag.deploy.local;

/**
 * A further address of a broker. What it advertises may be another port than it listens on: a proxy's, for instance, through
 * which a test cuts some of its clients off.
 *
 * @param name           in capital letters, unique for the broker
 * @param port           on which the broker listens, on the loopback interface
 * @param advertisedPort that the broker tells its clients to use
 */
public record KafkaListener(String name, int port, int advertisedPort) {

    String listened() {
        return name + "://" + LoopbackPorts.HOST + ":" + port;
    }

    String advertised() {
        return name + "://" + LoopbackPorts.HOST + ":" + advertisedPort;
    }
}
