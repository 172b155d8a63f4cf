package io.github.imagesharing.engines.pipelines;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.List;

/**
 * The store of the shared quota: a Redis server or a Hazelcast cluster, behind Bucket4j.
 *
 * @param buckets for {@code RequestQuota.distributed}
 * @param leave how this machine leaves it
 */
record Engine(ProxyManager<String> buckets, Runnable leave) implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** Connects to a Redis server, for example {@code redis://127.0.0.1:6379}. */
    static Engine redis(String uri) {
        RedisClient client = RedisClient.create(uri);
        return new Engine(
                Bucket4jLettuce.casBasedBuilder(
                                client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)))
                        .build(),
                client::shutdown);
    }

    /** Starts a Hazelcast member on the first of the ports and waits until there is one on each of the others. */
    static Engine hazelcast(List<Integer> ports) {
        Config config = new Config()
                .setClusterName("image-sharing")
                .setProperty("hazelcast.initial.min.cluster.size", String.valueOf(ports.size()))
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false");
        NetworkConfig network = config.getNetworkConfig().setPort(ports.get(0)).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(HOST);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        ports.forEach(port -> join.getTcpIpConfig().addMember(HOST + ':' + port));
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        return new Engine(
                Bucket4jHazelcast.entryProcessorBasedBuilder(member.<String, byte[]>getMap("quota"))
                        .build(),
                () -> member.getLifecycleService().terminate());
    }

    @Override
    public void close() {
        leave.run();
    }
}
