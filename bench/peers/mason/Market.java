import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.StringJoiner;
import sim.engine.Schedule;
import sim.engine.SimState;
import sim.engine.Steppable;

/** The market in MASON: a Steppable for every enterprise. Usage: Market FOLDER SEED. */
public class Market extends SimState {
  int step, steps, countries, sectors, labs;
  float closes, reviews;
  double[] effective, weight, cells;
  float[] cumulative;
  Enterprise[] rows;

  Market(long seed) {
    super(seed);
  }

  static final class Enterprise implements Steppable {
    float users, threshold, steepness, adoption;
    int country, base, provider;

    public void step(SimState state) {
      Market m = (Market) state;
      int place = m.step * m.countries + country;
      float gap = ((float) m.effective[place] - threshold) * steepness;
      adoption += m.closes * (Math.min(Math.max(gap, 0f), 1f) - adoption);
      if (m.random.nextFloat() < m.reviews) {
        float draw = m.random.nextFloat();
        int lab = 0;
        while (lab + 1 < m.labs && m.cumulative[place * m.labs + lab] <= draw) ++lab;
        provider = lab;
      }
      m.cells[base + provider] += (double) adoption * users;
    }
  }

  static ByteBuffer read(String path) throws IOException {
    try (FileChannel file = FileChannel.open(Paths.get(path))) {
      return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  static double[] doubles(ByteBuffer from, int count) {
    double[] all = new double[count];
    for (int i = 0; i < count; ++i) all[i] = from.getDouble();
    return all;
  }

  static float[] floats(ByteBuffer from, int count) {
    float[] all = new float[count];
    for (int i = 0; i < count; ++i) all[i] = from.getFloat();
    return all;
  }

  void load(String folder) throws IOException {
    ByteBuffer terms = read(folder + "/offers.bin");
    steps = (int) terms.getLong();
    countries = (int) terms.getLong();
    sectors = (int) terms.getLong();
    labs = (int) terms.getLong();
    closes = (float) terms.getDouble();
    reviews = (float) terms.getDouble();
    effective = doubles(terms, steps * countries);
    weight = doubles(terms, steps * countries * sectors * labs);
    cumulative = floats(terms, steps * countries * labs);
    cells = new double[countries * sectors * labs];
    ByteBuffer people = read(folder + "/population.bin");
    int n = (int) people.getLong();
    float[] users = floats(people, n), threshold = floats(people, n), steepness = floats(people, n);
    people.position(people.position() + 8 * n); // keys of exarace's own draws
    byte[] country = new byte[n], sector = new byte[n];
    people.get(country);
    people.get(sector);
    rows = new Enterprise[n];
    for (int i = 0; i < n; ++i) {
      Enterprise e = rows[i] = new Enterprise();
      e.users = users[i];
      e.threshold = threshold[i];
      e.steepness = steepness[i];
      e.country = country[i];
      e.base = (country[i] * sectors + sector[i]) * labs;
    }
  }

  double play() {
    Arrays.fill(cells, 0);
    schedule.step(this);
    double total = 0;
    for (int i = 0; i < cells.length; ++i) total += cells[i] * weight[step * cells.length + i];
    return total;
  }

  public static void main(String[] words) throws IOException {
    Market m = new Market(Long.parseLong(words[1]));
    m.load(words[0]);
    m.start();
    for (Enterprise row : m.rows) m.schedule.scheduleRepeating(Schedule.EPOCH, 0, row);
    StringJoiner totals = new StringJoiner(", ");
    var threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    for (; m.step < m.steps; ++m.step) totals.add(Double.toString(m.play()));
    double seconds = (threads.getCurrentThreadCpuTime() - begun) * 1e-9;
    System.out.println("{\"rows\": " + m.rows.length + ", \"steps\": " + m.steps + ", \"seconds\": " + seconds
        + ", \"totals\": [" + totals + "]}");
    m.finish();
  }
}
