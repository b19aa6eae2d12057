#!/usr/bin/env node
import { runCli } from '../distill/commands/run-cli.ts';
import { domains } from './registry.ts';

process.exitCode = await runCli(process.argv.slice(2), domains);
