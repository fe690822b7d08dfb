#!/usr/bin/env node
import { standardOutput } from './command.js';
import { runPayframe } from './payframe.js';

process.exitCode = runPayframe(process.argv.slice(2), standardOutput);
