#!/usr/bin/env node
/**
 * Serves the built demo: `node demo/serve.mjs [--port 4173] [--model FILE]`.
 * `/` is `dist/demo/`, `/models/` also the published students, and `/model.safetensors` the given FILE or else
 * the student that ships. Needs nothing but Node.
 */
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SITE = join(ROOT, 'dist', 'demo');
const MODELS = join(ROOT, 'models');
const TRIES = 20;
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.safetensors': 'application/octet-stream',
};

const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env.PORT ?? '4173' },
        host: { type: 'string', default: 'localhost' },
        model: { type: 'string' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      fail(`--port is "${values.port}". Give a number from 0 to 65535.`);
    if (values.model !== undefined && !existsSync(values.model))
      fail(`--model ${values.model} does not exist.`);
    return { ...values, port };
  } catch (error) {
    return fail(
      `${error.message}\nUsage: node demo/serve.mjs [--port N] [--host NAME] [--model FILE]`,
    );
  }
}

const { port, host, model } = readArguments();
if (!existsSync(join(SITE, 'index.html')))
  fail('The demo is not built. Run `npm run build` first.');

function shippedModel() {
  const names = existsSync(MODELS) ? readdirSync(MODELS) : [];
  const name = names.sort().find((file) => file.endsWith('.safetensors'));
  return name && join(MODELS, name);
}

/** The file at `path` in `folder`, or undefined where it would lie outside. */
function within(folder, path) {
  const file = resolve(folder, path === '' ? 'index.html' : path);
  return file.startsWith(folder + sep) ? file : undefined;
}

/** The file that a path stands for, or undefined; never one outside the served folders. */
function fileOf(path) {
  if (path === '/model.safetensors') return model ?? shippedModel();
  const file = within(SITE, path.slice(1));
  if (!path.startsWith('/models/') || (file && existsSync(file))) return file;
  return within(MODELS, path.slice('/models/'.length));
}

function answer(request, response) {
  const send = (status, text) =>
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(405, 'Only GET and HEAD are served.');
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  } catch {
    return send(400, 'The address cannot be read.');
  }
  const file = path.includes('\0') ? undefined : fileOf(path);
  const stat = file && statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) return send(404, `There is no ${path}.`);
  const etag = `"${stat.size.toString(36)}-${Math.floor(stat.mtimeMs).toString(36)}"`;
  const headers = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    etag,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  };
  if (request.headers['if-none-match'] === etag) return response.writeHead(304, headers).end();
  const zip =
    /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') &&
    !['.png', '.ico'].includes(extname(file));
  response.writeHead(200, {
    ...headers,
    ...(zip ? { 'content-encoding': 'gzip' } : { 'content-length': stat.size }),
  });
  if (request.method === 'HEAD') return response.end();
  const stream = createReadStream(file).on('error', () => response.destroy());
  return (zip ? stream.pipe(createGzip()) : stream).pipe(response);
}

function listen(candidate, triesLeft) {
  const server = createServer(answer);
  server.once('error', (error) => {
    // Somebody else has the port: take the next.
    if (error.code === 'EADDRINUSE' && triesLeft > 0) listen(candidate + 1, triesLeft - 1);
    else fail(`The server cannot start on port ${candidate}: ${error.message}`);
  });
  server.listen(candidate, host, () => {
    if (candidate !== port) process.stdout.write(`Port ${port} is taken. `);
    process.stdout.write(`The demo runs at http://${host}:${server.address().port}/\n`);
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
listen(port, TRIES);
