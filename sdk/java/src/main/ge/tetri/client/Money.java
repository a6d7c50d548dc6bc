package ge.tetri.client;

import ge.tetri.client.error.UsageException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Minor units, as everything here counts, and major units, as people read them. No floating point anywhere. */
public final class Money {
    private static final Set<String> WITHOUT_DECIMALS =
        new HashSet<>(Arrays.asList("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ")));
    private static final Set<String> WITH_THREE_DECIMALS = new HashSet<>(Arrays.asList("BHD IQD JOD KWD LYD OMR TND".split(" ")));
    private static final Pattern MAJOR = Pattern.compile("(-?)([0-9]+)(?:\\.([0-9]+))?");
    private static final int MOST_DIGITS = 18;

    private Money() {
    }

    /** Digits behind the point in major units. */
    public static int decimalsOf(String currency) {
        return WITHOUT_DECIMALS.contains(currency) ? 0 : WITH_THREE_DECIMALS.contains(currency) ? 3 : 2;
    }

    /** 1050 GEL is "10.50". */
    public static String toMajor(long minor, String currency) {
        int decimals = decimalsOf(currency);
        StringBuilder digits = new StringBuilder(Long.toString(Math.abs(minor)));
        while (digits.length() <= decimals) {
            digits.insert(0, '0');
        }
        if (decimals > 0) {
            digits.insert(digits.length() - decimals, '.');
        }
        return minor < 0 ? "-" + digits : digits.toString();
    }

    /** "10.5" GEL is 1050. Nothing is rounded. */
    public static long toMinor(String major, String currency) {
        int decimals = decimalsOf(currency);
        Matcher parts = MAJOR.matcher(major);
        if (parts.matches()) {
            String rest = parts.group(3) == null ? "" : parts.group(3).replaceAll("0+$", "");
            String digits = parts.group(2) + rest + "0".repeat(Math.max(0, decimals - rest.length()));
            if (rest.length() <= decimals && digits.length() <= MOST_DIGITS) {
                long minor = Long.parseLong(digits);
                return parts.group(1).isEmpty() ? minor : -minor;
            }
        }
        throw new UsageException("amount", "This is no amount in " + currency + ": digits, a point and at most " + decimals + " digits behind it.");
    }
}
