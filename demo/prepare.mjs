#!/usr/bin/env node
/**
 * Writes what the demo page loads beside its model: `node demo/prepare.mjs [--model FILE]`. 200 postings and
 * a few profiles of the simulated market, and a copy of the model. Needs the built package.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createMarket, MARKET_PRESETS } from 'pocketrank/distill';

const MODELS = fileURLToPath(new URL('../dist/demo/models/', import.meta.url));
/** Another market than the one that the quick student learned from. */
const SEED = 'demo';
const ITEMS = 200;
const PROFILES = 8;

const { values } = parseArgs({
  options: { model: { type: 'string', default: '.cache/quick.safetensors' } },
});

const { items, profiles, truth } = createMarket({ ...MARKET_PRESETS.quick, seed: SEED });

/** Ids of the items that are open on the market's last day. */
const open = new Set(
  truth.jobs.filter((item) => item.validThroughMs >= truth.endMs).map((item) => item.id),
);
/** Profiles of different lines of work, with enough in them to look at. */
const lines = new Set();
const shown = profiles.filter((profile, i) => {
  const line = truth.profiles[i].intent;
  if (lines.has(line) || (profile.work?.length ?? 0) < 2 || lines.size === PROFILES) return false;
  lines.add(line);
  return true;
});

mkdirSync(MODELS, { recursive: true });
const write = (name, value) => writeFileSync(`${MODELS}${name}`, JSON.stringify(value));
write('demo-items.json', items.filter((item) => open.has(item.identifier)).slice(0, ITEMS));
write('demo-profiles.json', shown);
copyFileSync(values.model, `${MODELS}demo.safetensors`);
