import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boards } from './boards.js';

const folder = process.argv[2];
if (folder === undefined) {
  throw new Error('Usage: main FOLDER');
}
mkdirSync(folder, { recursive: true });
for (const { name, dashboard } of boards) {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(dashboard, null, 2) + '\n');
}
