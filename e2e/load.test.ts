import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { openPage, type PageOptions } from './browser.ts';
import { strictPolicy } from './server.ts';
import { useBrowser } from './use-browser.ts';

const CODE = { page: 'storage.ts', globalName: 'Storage_' };
const ONE = Uint8Array.from({ length: 10_000 }, (_, index) => (index * 7) & 255);
const TWO = ONE.map((byte) => 255 - byte);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const place = useBrowser();

const open = (options?: PageOptions): Promise<Page> =>
  openPage(place.context, place.server, CODE, options);

interface Loaded {
  hash?: string;
  from?: string;
  code?: string;
  message?: string;
}

/** Loads `model.safetensors` beside the page, promotes it, and says what came. */
function load(page: Page, options: { publicKey?: string } = {}): Promise<Loaded> {
  return page.evaluate(async (more) => {
    const store = Storage_.createModelStore(Storage_.openStore());
    try {
      const model = await Storage_.loadModelBytes('model.safetensors', { store, ...more });
      await model.promote();
      return { hash: model.hash, from: model.from };
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      return { code, message };
    }
  }, options);
}

describe('loading a model in a browser', () => {
  it('fetches once, then needs no network', async () => {
    place.server.files.set('/model.safetensors', ONE);
    const page = await open();
    expect(await load(page)).toEqual({ hash: hashOf(ONE), from: 'network' });
    await place.context.setOffline(true);
    expect(await load(page)).toEqual({ hash: hashOf(ONE), from: 'cache' });
    expect(place.server.requests.filter((path) => path.includes('model'))).toHaveLength(1);
  });

  it('says that it is offline when there is no copy', async () => {
    const page = await open();
    await place.context.setOffline(true);
    const result = await load(page);
    expect(result.code).toBe('MODEL_UNREACHABLE');
    expect(result.message).toContain('The device is offline');
  });

  it('takes up a new model of the same address only when it is promoted', async () => {
    place.server.files.set('/model.safetensors', ONE);
    const page = await open();
    await load(page);
    place.server.files.set('/model.safetensors', TWO);
    const update = await page.evaluate(async () => {
      const store = Storage_.createModelStore(Storage_.openStore());
      const kept = await Storage_.loadModelBytes('model.safetensors', { store });
      const result = await Storage_.revalidate(kept);
      const before = await Storage_.loadModelBytes('model.safetensors', { store });
      if (result.status === 'updated') await result.model.promote();
      const after = await Storage_.loadModelBytes('model.safetensors', { store });
      return { status: result.status, before: before.hash, after: after.hash };
    });
    expect(update).toEqual({ status: 'updated', before: hashOf(ONE), after: hashOf(TWO) });
    expect((await load(page)).from).toBe('cache');
  });

  it('names the content security policy when that forbids every connection', async () => {
    place.server.files.set('/model.safetensors', ONE);
    place.server.headers = strictPolicy({ 'connect-src': "'none'" });
    const result = await load(await open());
    expect(result.code).toBe('MODEL_UNREACHABLE');
    expect(result.message).toContain('connect-src');
    expect(place.server.requests).not.toContain('/model.safetensors');
  });

  it('recognizes a single-page server that answers everything with its page', async () => {
    place.server.files.set('/model.safetensors', '<!DOCTYPE html><title>App</title>');
    const result = await load(await open());
    expect(result.code).toBe('INVALID_MODEL');
    expect(result.message).toContain('is a web page');
  });

  it('works where the page is no secure context, but takes no signature on trust there', async () => {
    place.server.files.set('/model.safetensors', ONE);
    const page = await open({ origin: place.server.insecureOrigin });
    expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([
      false,
      'undefined',
    ]);
    expect(await load(page)).toEqual({ hash: hashOf(ONE), from: 'network' });
    expect((await load(page)).from).toBe('cache');
    place.server.files.set('/model.safetensors.sig', new Uint8Array(64));
    expect((await load(page, { publicKey: 'AAAA' })).code).toBe('INVALID_MODEL');
  });

  it.each(['ed25519', 'ec'] as const)('checks an %s signature', async (kind) => {
    const pair =
      kind === 'ed25519'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const publicKey = pair.publicKey.export({ format: 'pem', type: 'spki' }) as string;
    place.server.files.set('/model.safetensors', ONE);
    place.server.files.set(
      '/model.safetensors.sig',
      sign(kind === 'ec' ? 'sha256' : null, ONE, pair.privateKey),
    );
    const page = await open();
    expect(await load(page, { publicKey })).toEqual({ hash: hashOf(ONE), from: 'network' });
    expect((await load(page, { publicKey })).from).toBe('cache');
    place.server.files.set('/model.safetensors', TWO);
    const fresh = await place.browser.newContext();
    const tampered = await openPage(fresh, place.server, CODE);
    expect((await load(tampered, { publicKey })).code).toBe('INVALID_MODEL');
    await fresh.close();
  });
});
