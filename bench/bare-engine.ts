/** Opens the embedded database's engine on the sandbox's template in memory, and prints how long that took in ms. */
import { PGlite } from '@electric-sql/pglite';
import { TemplateInMemory } from '../sandbox/src/kernel/db/template.js';
import { readTemplate } from '../sandbox/src/kernel/db/template-archive.js';

const began = performance.now();
const engine = await PGlite.create({ fs: new TemplateInMemory(readTemplate()) });
await engine.query('select 1');
console.log(performance.now() - began);
process.exit();
