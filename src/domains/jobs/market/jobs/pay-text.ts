import { localPay, payScale } from '../pay-scale.ts';
import type { JobTruth } from '../types.ts';

/** The unit in which an ad states pay. */
export type PayUnit = 'HOUR' | 'MONTH' | 'YEAR';

const HOURS_PER_YEAR = 2080;

/** Stated pay in local money and in the unit usual for the work. */
export interface StatedPay {
  unit: PayUnit;
  currency: string;
  min: number;
  max: number;
}

/** The pay that an ad states, or undefined. Low wages go by the hour, German-speaking ones often by the month. */
export function statedPayOf(job: JobTruth): StatedPay | undefined {
  if (job.statedPay === undefined) return undefined;
  const year = localPay(job.statedPay, job.country);
  const unit = payUnit(job);
  const divisor = unit === 'HOUR' ? HOURS_PER_YEAR : unit === 'MONTH' ? 12 : 1;
  const step = unit === 'HOUR' ? 0.5 : unit === 'MONTH' ? 50 : 1000;
  const around = year / divisor;
  const round = (value: number) => Math.round(value / step) * step;
  const min = round(around * 0.94);
  return {
    unit,
    currency: payScale(job.country).currency,
    min,
    max: Math.max(min, round(around * 1.08)),
  };
}

function payUnit({ statedPay = 0, country, employment, id }: JobTruth): PayUnit {
  if (country === 'DE' || country === 'AT' || country === 'CH') {
    return statedPay < 75_000 && Number.parseInt(id.slice(1), 10) % 3 > 0 ? 'MONTH' : 'YEAR';
  }
  if (employment === 'PER_DIEM' || employment === 'CONTRACTOR') return 'HOUR';
  const border = country === 'US' || country === 'CA' ? 62_000 : 34_000;
  return statedPay < border ? 'HOUR' : 'YEAR';
}

/** Stated pay in words: "$21.50 – $24 per hour"; short: "$24/hr", "£32k". Empty where none is stated. */
export function payText(job: JobTruth, form: 'full' | 'short'): string {
  const pay = statedPayOf(job);
  if (!pay) return '';
  const { symbol } = payScale(job.country);
  if (form === 'short') {
    if (pay.unit === 'YEAR') return `${symbol}${Math.round(pay.max / 1000)}k`;
    return `${symbol}${amount(pay.max)}/${pay.unit === 'HOUR' ? 'hr' : 'month'}`;
  }
  const unit = { HOUR: 'per hour', MONTH: 'per month', YEAR: 'per year' }[pay.unit];
  const low = `${symbol}${amount(pay.min)}`;
  return pay.min === pay.max ? `${low} ${unit}` : `${low} – ${symbol}${amount(pay.max)} ${unit}`;
}

function amount(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(2);
}
