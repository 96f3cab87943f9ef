package io.github.camelpika.download;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the internet from those of a house, a cluster, a cloud's metadata service or this machine, by the
 * special-purpose registries of IANA (RFC 6890). An IPv4 address inside an IPv6 one counts as itself.
 */
final class PublicAddress {

    private static final List<Block> NOT_PUBLIC_4 = blocks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // public by its number, but inside Azure it is the host that a machine runs on
            "168.63.129.16/32");
    /** All that is given out of IPv6 … */
    private static final Block GIVEN_OUT_6 = Block.of("2000::/3");
    /** … but for Teredo and other protocols' own, and for what is kept for documentation. */
    private static final List<Block> NOT_PUBLIC_6 = blocks("2001::/23", "2001:db8::/32", "3fff::/20");
    private static final Block SIX_TO_FOUR = Block.of("2002::/16");
    /** How a machine without IPv4 reaches what has nothing else. */
    private static final Block NAT64 = Block.of("64:ff9b::/96");

    private PublicAddress() {
    }

    static boolean isPublic(InetAddress address) {
        // Java itself makes an IPv4 address of a mapped one
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes);
        }
        if (SIX_TO_FOUR.has(bytes)) {
            return isPublic4(Arrays.copyOfRange(bytes, 2, 6));
        }
        if (NAT64.has(bytes)) {
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return GIVEN_OUT_6.has(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.has(bytes));
    }

    private static boolean isPublic4(byte[] bytes) {
        return NOT_PUBLIC_4.stream().noneMatch(block -> block.has(bytes));
    }

    private static List<Block> blocks(String... all) {
        return Arrays.stream(all).map(Block::of).toList();
    }

    private record Block(byte[] start, int bits) {

        static Block of(String text) {
            String[] parts = text.split("/");
            try {
                // nothing is looked up, as it is no name
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean has(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                if ((start[bit / 8] ^ address[bit / 8]) << bit % 8 << 24 < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
