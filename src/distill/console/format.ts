const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size in bytes as people read it: `999 B`, `1.5 KB`, `148 KB` (1 KB = 1024 bytes). */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.round(value) >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${BYTE_UNITS[unit]}`;
}

/** A duration in milliseconds as people read it: `0.42 ms`, `85 ms`, `1.5 s`, `42 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs)) return '?';
  if (durationMs < 9.995) return `${durationMs.toFixed(2)} ms`;
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 9950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** A mean with its interval: `0.141 [0.128, 0.153]`. */
export function formatInterval(
  { mean, low, high }: { mean: number; low: number; high: number },
  digits = 3,
): string {
  if (Number.isNaN(mean)) return '–';
  const [m, l, h] = [mean, low, high].map((value) => formatNumber(value, digits));
  return `${m} [${l}, ${h}]`;
}

/** A number with a fixed count of decimals; never `-0.000`. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
