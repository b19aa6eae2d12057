import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isPocketRankError, type ErrorCode } from '../../../src/core/errors.ts';
import {
  loadModelBytes,
  type LoadedModel,
  type LoadModelOptions,
} from '../../../src/sdk/model/load-model.ts';
import { revalidate } from '../../../src/sdk/model/revalidate.ts';
import { createMemoryStore } from '../../../src/sdk/storage/memory.ts';
import { createModelStore } from '../../../src/sdk/storage/model-store.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const ONE = Uint8Array.from({ length: 1_000 }, (_, index) => index & 255);
const TWO = ONE.map((byte) => 255 - byte);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let files: Record<string, Uint8Array | string | Handler> = {};
let requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(request.url!);
  const file = files[request.url!];
  if (typeof file === 'function') file(request, response);
  else if (file === undefined) response.writeHead(404).end('no');
  else response.writeHead(200, { etag: '"e"' }).end(file);
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  files = {};
  requests = [];
});

function setup(options: Partial<LoadModelOptions> = {}): LoadModelOptions {
  return { store: createModelStore(createMemoryStore()), ...options };
}
async function failure(work: Promise<unknown>, code: ErrorCode): Promise<string> {
  const error = await work.then(
    () => expect.fail('nothing was thrown'),
    (reason: unknown) => reason,
  );
  expect(isPocketRankError(error, code), String(error)).toBe(true);
  return (error as Error).message;
}

describe('loadModelBytes: wrappers of fetch', () => {
  it('takes what has neither a body to stream nor headers', async () => {
    const bare = async () => ({
      ok: true,
      status: 200,
      statusText: '',
      arrayBuffer: async () => ONE.slice().buffer,
    });
    const options = setup({ fetch: bare as unknown as typeof fetch });
    const { bytes } = await loadModelBytes('https://models.example/m', options);
    expect(bytes).toEqual(ONE);
  });

  it('asks by XMLHttpRequest where fetch refuses the scheme', async () => {
    const asked: string[] = [];
    class Request extends EventTarget {
      status = 0;
      statusText = '';
      responseType = '';
      response = ONE.slice().buffer;
      #url = '';
      open(_method: string, url: string): void {
        this.#url = url;
      }
      getResponseHeader(): null {
        return null;
      }
      send(): void {
        asked.push(this.#url);
        queueMicrotask(() => this.dispatchEvent(new Event('load')));
      }
      abort(): void {}
    }
    vi.stubGlobal('XMLHttpRequest', Request);
    const refuse: typeof fetch = async () => {
      throw new TypeError('URL scheme "app" is not supported.');
    };
    try {
      const options = setup({ fetch: refuse });
      const first = await loadModelBytes('app://host/model', options);
      expect(first.bytes).toEqual(ONE);
      await first.promote();
      expect((await loadModelBytes('app://host/model', options)).from).toBe('cache');
      expect((await loadModelBytes('file:///app/model', options)).bytes).toEqual(ONE);
      await failure(loadModelBytes('https://models.example/m', options), 'MODEL_UNREACHABLE');
      expect(asked).toEqual(['app://host/model', 'file:///app/model']);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('loadModelBytes: sources', () => {
  it('takes bytes as they are', async () => {
    const { buffer } = ONE.slice();
    for (const source of [ONE, buffer, Buffer.from(ONE)]) {
      const model = await loadModelBytes(source, setup());
      expect(model).toMatchObject({ hash: hashOf(ONE), from: 'memory' });
      expect(model.refetch).toBeUndefined();
    }
  });

  it('reads a file URL, and says when there is none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pocketrank-'));
    try {
      writeFileSync(join(folder, 'm.safetensors'), ONE);
      const url = pathToFileURL(join(folder, 'm.safetensors'));
      const model = await loadModelBytes(url, setup());
      expect(model).toMatchObject({ hash: hashOf(ONE), from: 'file' });
      expect(await failure(loadModelBytes(`${url}x`, setup()), 'MODEL_UNREACHABLE')).toContain(
        'ENOENT',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['a relative path outside a page', './model.safetensors'],
    ['a Windows path', 'C:\\models\\x.safetensors'],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', {}],
  ])('refuses %s', async (_what, source) => {
    await failure(loadModelBytes(source as string, setup()), 'INVALID_ARGUMENT');
  });

  it('reads a data URL without keeping it', async () => {
    const url = `data:application/octet-stream;base64,${Buffer.from(ONE).toString('base64')}`;
    const options = setup();
    const model = await loadModelBytes(url, options);
    expect(model.bytes).toEqual(ONE);
    await model.promote();
    expect((await loadModelBytes(url, options)).from).toBe('network');
  });
});

describe('loadModelBytes: what servers do', () => {
  it.each([
    ['a missing file', undefined, 'MODEL_UNREACHABLE', '404 Not Found'],
    ['a page in its place', '\n<!DOCTYPE html><p>Hello', 'INVALID_MODEL', 'is a web page'],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid x',
      'INVALID_MODEL',
      'Git LFS',
    ],
    ['an empty file', '', 'INVALID_MODEL', 'is empty'],
    ['a file too large', new Uint8Array(3_000), 'INVALID_MODEL', 'larger than 2000 bytes'],
  ] as const)('tells %s', async (_what, file, code, message) => {
    if (file !== undefined) files['/m'] = file;
    const work = loadModelBytes(`${origin}/m`, setup({ maxBytes: 2_000 }));
    expect(await failure(work, code)).toContain(message);
  });

  it('ends a request that takes too long, before or within the body', async () => {
    files['/never'] = () => {};
    files['/half'] = (_request, response) =>
      response.writeHead(200, { 'content-length': 9 }).write('half');
    for (const path of ['/never', '/half']) {
      const work = loadModelBytes(origin + path, setup({ timeoutMs: 50 }));
      expect(await failure(work, 'MODEL_UNREACHABLE')).toContain('within 50 ms');
    }
  });

  it('tells a connection that breaks, and one that is refused', async () => {
    files['/m'] = (_request, response) => {
      response.writeHead(200, { 'content-length': 9 }).write('half');
      setImmediate(() => response.destroy());
    };
    await failure(loadModelBytes(`${origin}/m`, setup()), 'MODEL_UNREACHABLE');
    await failure(loadModelBytes('http://127.0.0.1:1/m', setup()), 'MODEL_UNREACHABLE');
  });

  it('requests a file once for all who want it at the same time, and again later', async () => {
    files['/m'] = ONE;
    const options = setup();
    const url = `${origin}/m`;
    const models = await Promise.all([1, 2, 3].map(() => loadModelBytes(url, options)));
    expect(models.map(({ hash }) => hash)).toEqual([1, 2, 3].map(() => hashOf(ONE)));
    expect(requests).toEqual(['/m']);
    await loadModelBytes(url, options);
    expect(requests).toEqual(['/m', '/m']);
  });

  it('lets one caller leave without the others, and ends the request with the last', async () => {
    let finish = (): void => {};
    const closed = new Promise<void>((resolve) => {
      files['/m'] = (_request, response) => {
        finish = () => response.end(ONE);
        response.on('close', resolve);
      };
    });
    const [one, two] = [new AbortController(), new AbortController()];
    const url = `${origin}/m`;
    const leaves = loadModelBytes(url, setup({ signal: one.signal }));
    const stays = loadModelBytes(url, setup({ signal: two.signal }));
    await expect.poll(() => requests.length).toBe(1);
    one.abort(new Error('left'));
    await expect(leaves).rejects.toThrow('left');
    finish();
    expect((await stays).hash).toBe(hashOf(ONE));
    await closed;

    const gone = new Promise<void>((resolve) => {
      files['/n'] = (_request, response) => void response.on('close', resolve);
    });
    const alone = loadModelBytes(`${origin}/n`, setup({ signal: two.signal }));
    await expect.poll(() => requests.length).toBe(2);
    two.abort(new Error('left too'));
    await expect(alone).rejects.toThrow('left too');
    await gone;
    await expect(loadModelBytes(url, setup({ signal: two.signal }))).rejects.toThrow('left too');
  });
});

describe('loadModelBytes: keeping', () => {
  it('keeps a model from the moment that it is promoted', async () => {
    files['/m'] = ONE;
    const options = setup();
    const url = `${origin}/m#fragment`;
    const first = await loadModelBytes(url, options);
    expect(first.from).toBe('network');
    expect((await loadModelBytes(url, options)).from).toBe('network');
    await first.promote();
    const second = await loadModelBytes(url, options);
    expect(second).toMatchObject({ from: 'cache', hash: hashOf(ONE), bytes: ONE });
    expect(requests).toHaveLength(2);
    await second.discard();
    expect((await loadModelBytes(url, options)).from).toBe('network');
  });

  async function kept(options: LoadModelOptions): Promise<LoadedModel> {
    files['/m'] = ONE;
    await (await loadModelBytes(`${origin}/m`, options)).promote();
    return loadModelBytes(`${origin}/m`, options);
  }

  it('notes that the server still has the same', async () => {
    let timeMs = 1;
    const options = setup({ now: () => timeMs });
    const model = await kept(options);
    timeMs = 2;
    expect(await revalidate(model)).toEqual({ status: 'current' });
    expect(await (await options.store)!.get(`${origin}/m`)).toMatchObject({
      fetchedAt: 1,
      lastVerifiedAt: 2,
      etag: '"e"',
    });
  });

  it('replaces the kept model by a new one only when that is promoted', async () => {
    const options = setup();
    const model = await kept(options);
    files['/m'] = TWO;
    const update = await revalidate(model);
    expect(update).toMatchObject({ status: 'updated', model: { hash: hashOf(TWO) } });
    expect((await loadModelBytes(`${origin}/m`, options)).hash).toBe(hashOf(ONE));
    if (update.status === 'updated') await update.model.promote();
    expect((await loadModelBytes(`${origin}/m`, options)).hash).toBe(hashOf(TWO));
  });

  it.each([
    ['is gone', undefined, 'MODEL_UNREACHABLE'],
    ['serves a page', '<html>', 'INVALID_MODEL'],
  ] as const)('goes on with the kept model when the server %s', async (_what, file, code) => {
    const options = setup();
    const model = await kept(options);
    delete files['/m'];
    if (file) files['/m'] = file;
    const result = await revalidate(model);
    expect(result).toMatchObject({ status: 'failed', error: { code } });
    expect((await loadModelBytes(`${origin}/m`, options)).from).toBe('cache');
  });
});

describe('loadModelBytes: integrity', () => {
  const hex = hashOf(ONE);
  const sri = `sha256-${createHash('sha256').update(ONE).digest('base64')}`;

  it.each([hex, hex.toUpperCase(), sri])('accepts the bytes of %s', async (integrity) => {
    files['/m'] = ONE;
    const options = setup({ integrity });
    const model = await loadModelBytes(`${origin}/m`, options);
    await model.promote();
    const again = await loadModelBytes(`${origin}/m`, options);
    expect(again.from).toBe('cache');
    expect(again.refetch).toBeUndefined();
  });

  it("refuses other bytes, after a second look past the browser's cache", async () => {
    files['/m'] = TWO;
    const message = await failure(
      loadModelBytes(`${origin}/m`, setup({ integrity: sri })),
      'INVALID_MODEL',
    );
    expect(message).toContain(hashOf(TWO));
    expect(requests).toHaveLength(2);
    await failure(loadModelBytes(TWO, setup({ integrity: sri })), 'INVALID_MODEL');
  });

  it('passes over a kept model that is not the one asked for', async () => {
    const store = createModelStore(createMemoryStore());
    files['/m'] = ONE;
    await (await loadModelBytes(`${origin}/m`, setup({ store }))).promote();
    files['/m'] = TWO;
    const model = await loadModelBytes(`${origin}/m`, setup({ store, integrity: hashOf(TWO) }));
    expect(model).toMatchObject({ from: 'network', hash: hashOf(TWO) });
  });

  it.each(['', 'sha256-', 'sha256-AAAA', 'sha384-AAAA', hex.slice(1), `sha256-${'?'.repeat(44)}`])(
    'refuses the integrity "%s"',
    async (integrity) => {
      await failure(loadModelBytes(ONE, setup({ integrity })), 'INVALID_ARGUMENT');
    },
  );
});

describe('loadModelBytes: signature', () => {
  const ed25519 = generateKeyPairSync('ed25519');
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kinds = [
    ['Ed25519', ed25519, (bytes: Uint8Array) => sign(null, bytes, ed25519.privateKey)],
    ['ECDSA in DER', p256, (bytes: Uint8Array) => sign('sha256', bytes, p256.privateKey)],
    [
      'ECDSA as r and s',
      p256,
      (bytes: Uint8Array) =>
        sign('sha256', bytes, { key: p256.privateKey, dsaEncoding: 'ieee-p1363' }),
    ],
  ] as const;
  const pem = (pair: typeof ed25519): string =>
    pair.publicKey.export({ format: 'pem', type: 'spki' }) as string;

  it.each(kinds)(
    'checks %s, given or beside the file, raw or base64',
    async (_kind, pair, signWith) => {
      const jwk = pair.publicKey.export({ format: 'jwk' }) as JsonWebKey;
      const base64 = signWith(ONE).toString('base64');
      for (const publicKey of [pem(pair), jwk]) {
        for (const signature of [signWith(ONE), base64, Buffer.from(`${base64}\n`)])
          await loadModelBytes(ONE, setup({ publicKey, signature }));
      }
      files['/m?v=1'] = ONE;
      files['/m.sig?v=1'] = signWith(ONE);
      const options = setup({ publicKey: pem(pair) });
      const model = await loadModelBytes(`${origin}/m?v=1`, options);
      await model.promote();
      expect((await loadModelBytes(`${origin}/m?v=1`, options)).from).toBe('cache');
      expect(requests).toEqual(['/m?v=1', '/m.sig?v=1']);
    },
  );

  it.each(kinds)(
    'refuses other bytes, keys and broken signatures: %s',
    async (_kind, pair, signWith) => {
      const publicKey = pem(pair);
      const signature = new Uint8Array(signWith(ONE));
      const broken = [
        signature.map((byte, index) => (index === 20 ? byte ^ 1 : byte)),
        signature.subarray(1),
        new Uint8Array(0),
        new Uint8Array(64),
        Uint8Array.from([0x30, 4, 2, 200, 1, 1]),
        'not base64!',
      ];
      for (const wrong of broken)
        await failure(loadModelBytes(ONE, setup({ publicKey, signature: wrong })), 'INVALID_MODEL');
      await failure(loadModelBytes(TWO, setup({ publicKey, signature })), 'INVALID_MODEL');
      const other = pem(
        pair === ed25519
          ? generateKeyPairSync('ed25519')
          : generateKeyPairSync('ec', { namedCurve: 'P-256' }),
      );
      await failure(loadModelBytes(ONE, setup({ publicKey: other, signature })), 'INVALID_MODEL');
    },
  );

  it('does not use a kept model whose signature is of another key', async () => {
    const store = createModelStore(createMemoryStore());
    files['/m'] = ONE;
    await (await loadModelBytes(`${origin}/m`, setup({ store }))).promote();
    files['/m.sig'] = sign(null, ONE, ed25519.privateKey);
    const model = await loadModelBytes(`${origin}/m`, setup({ store, publicKey: pem(ed25519) }));
    expect(model.from).toBe('network');
  });

  it('refuses a model without a signature, and keys that are none', async () => {
    files['/m'] = ONE;
    await failure(
      loadModelBytes(`${origin}/m`, setup({ publicKey: pem(p256) })),
      'MODEL_UNREACHABLE',
    );
    await failure(loadModelBytes(ONE, setup({ publicKey: pem(p256) })), 'INVALID_ARGUMENT');
    for (const publicKey of ['', 'AAAA', { kty: 'EC' }, { kty: 'OKP' }]) {
      const work = loadModelBytes(ONE, setup({ publicKey, signature: 'AAAA' }));
      await failure(work, 'INVALID_ARGUMENT');
    }
  });

  it('refuses to take a signature on trust where there is no WebCrypto', async () => {
    const real = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
    try {
      const signature = sign(null, ONE, ed25519.privateKey);
      const work = loadModelBytes(ONE, setup({ publicKey: pem(ed25519), signature }));
      expect(await failure(work, 'INVALID_MODEL')).toContain('cannot be checked');
      expect((await loadModelBytes(ONE, setup())).hash).toBe(hashOf(ONE));
    } finally {
      Object.defineProperty(globalThis, 'crypto', real);
    }
  });
});
