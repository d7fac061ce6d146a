// Numbers and days as people read them.

/** About three digits: 0.0123, 4.5, 120, 3,410. */
export function short(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(size)) + 1);
  const rounded = size >= 1000 ? Number(value.toPrecision(4)) : value;
  return rounded.toLocaleString("en", {maximumFractionDigits: digits}).replace(/^-/, "−");
}

/** With a sign, so that a difference reads as one. */
export const signed = (value) => (value > 0 ? "+" : "") + short(value);

/** Day since 1970 as 2024-03-01. */
export const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);

/** Value below which a share of the numbers lies, between neighbours; NaN where there are none. */
export function quantile(values, share) {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  if (!sorted.length) return NaN;
  const at = share * (sorted.length - 1), low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}
