/** What an address says of the page's state. Nothing in it is personal: no signal, no profile. */
export interface AddressState {
  person?: string | undefined;
  /** Weight of the policy, in whole per cent. */
  policy?: number | undefined;
  /** Words that ads must hold. */
  words?: string | undefined;
  /** A model's file name. */
  model?: string | undefined;
}

/** Reads the state out of the part of the address behind the #, which no server sees. */
export function readAddress(hash: string): AddressState {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const policy = Number(given.get('policy') ?? Number.NaN);
  return {
    person: given.get('person') ?? undefined,
    policy: policy >= 0 && policy <= 100 ? Math.round(policy) : undefined,
    words: given.get('words') ?? undefined,
    model: /^[\w-]+$/.exec(given.get('model') ?? '')?.[0],
  };
}

/** Writes it, leaving out what is not set. */
export function writeAddress(state: AddressState): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== undefined && value !== '') given.set(name, String(value));
  }
  const text = given.toString();
  return text === '' ? '' : `#${text}`;
}
