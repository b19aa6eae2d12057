#!/usr/bin/env node
import { runCli } from '../distill/commands/run-cli.ts';
import { addTaxonomyCommand } from './jobs/titles/taxonomy-command.ts';
import { domains } from './registry.ts';

process.exitCode = await runCli(process.argv.slice(2), domains, [addTaxonomyCommand]);
