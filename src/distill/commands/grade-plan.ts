import { formatDuration, formatNumber } from '../console/format.ts';
import type { ApiKey, ChatEndpoint } from '../golden/chat-endpoint.ts';
import type { GradingEstimate } from '../golden/estimate.ts';

/** A count of tokens as people read it. */
export function formatTokens(tokens: number): string {
  if (tokens < 10_000) return String(tokens);
  if (tokens < 1e6) return `${formatNumber(tokens / 1000, 0)} thousand`;
  return `${formatNumber(tokens / 1e6, 1)} million`;
}

/** US dollars. */
export function formatCost(cost: number): string {
  return `${formatNumber(cost, cost < 1 ? 4 : 2)} USD`;
}

/** What will be asked of whom, what leaves the machine, and what it takes. */
export function renderPlan(
  estimate: GradingEstimate,
  pairs: number,
  {
    model,
    endpoint,
    key,
    keyNames,
  }: {
    model: string;
    endpoint: ChatEndpoint;
    key: ApiKey | undefined;
    keyNames: readonly string[];
  },
): string {
  const { questions, kept, promptTokens, completionTokens, cost, durationMs, measured } = estimate;
  const open = questions - kept;
  const basis = measured ? 'measured on earlier answers' : 'assumed until answers are known';
  const lines = [
    `${pairs} pairs make ${questions} different questions; ${kept} are answered already, ${open} go to ${model} at ${endpoint.host}`,
    `  tokens: about ${formatTokens(promptTokens)} in, ${formatTokens(completionTokens)} out`,
    cost === undefined
      ? '  cost:   unknown; give --price-in and --price-out (USD per million tokens)'
      : `  cost:   at most about ${formatCost(cost)}; less where the endpoint caches the policy`,
    `  time:   about ${formatDuration(durationMs)}, rate limits left out; ${basis}`,
  ];
  if (open > 0) {
    lines.push(
      endpoint.local
        ? '  sent:   nothing leaves this machine'
        : '  sent:   the policy; of each pair the item and the profile, without name, photo, contact data, ids, exact address,',
    );
    if (!endpoint.local) {
      lines.push(
        '          dates of birth and school, and other protected attributes (free text is redacted by pattern)',
      );
    }
    lines.push(
      key === undefined
        ? `  key:    none (not set: ${keyNames.join(', ')})`
        : `  key:    from ${key.from}`,
    );
  }
  if (endpoint.clearText && open > 0) {
    lines.push('  careful: the endpoint is not https; profiles and key travel in clear text');
  }
  return `${lines.join('\n')}\n`;
}
