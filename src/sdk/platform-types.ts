/*
 * Types of the platform where there is one. A program that is compiled without the names of a page (`lib` without DOM, a
 * server) reads the same declarations: what it has no name for is told by its shape.
 */

type Global = typeof globalThis;

/** What `new Name()` gives, or `Else` where the program knows no such name. */
type Instance<Name extends string, Else> =
  Global extends Record<Name, { prototype: infer Made }> ? Made : Else;

/** A `URL`. */
export type Address = Instance<'URL', { readonly href: string }>;

/** An `Element` of a page. */
export type PageElement = Instance<'Element', object>;

/** An `AbortSignal`. */
export type Abort = Instance<
  'AbortSignal',
  { readonly aborted: boolean; readonly reason?: unknown }
>;

/** A `CryptoKey` of WebCrypto. */
export type WebKey = Instance<
  'CryptoKey',
  { readonly type: string; readonly extractable: boolean }
>;

/** A function like the global `fetch`. */
export type Fetch = Global extends { fetch: infer Made }
  ? Made
  : (address: string, init?: object) => Promise<object>;
