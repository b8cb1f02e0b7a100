import java.util.Random;

/**
 * Writes java-random.json: normal numbers of java.util.Random for seeds of every kind.
 *
 * Run at the top of the repository (needs a JDK from 11 on):
 *     V=packages/analysis/test/vectors; java $V/make-java-random.java > $V/java-random.json && npx prettier --write $V/java-random.json
 */
class MakeJavaRandom {
  public static void main(String[] args) {
    long[] seeds = {0, 1, 42, -1, -123456789, 16777215, 16777216, 148458853, 281474976710655L, 281474976710656L,
      9007199254740991L, -9007199254740991L};
    StringBuilder out = new StringBuilder("[");
    for (long seed : seeds) {
      Random random = new Random(seed);
      if (out.length() > 1) out.append(",");
      out.append("{\"seed\":").append(seed).append(",\"gaussians\":[");
      for (int draw = 0; draw < 9; draw++) out.append(draw == 0 ? "" : ",").append(random.nextGaussian());
      // Far into the stream, where a carry that is lost would show.
      for (int draw = 9; draw < 9999; draw++) random.nextGaussian();
      out.append("],\"tenThousandth\":").append(random.nextGaussian()).append("}");
    }
    System.out.println(out.append("]"));
  }
}
