#!/usr/bin/env node
import { runGuard, standardOutput } from './command.js';

process.exitCode = runGuard(process.argv.slice(2), standardOutput);
