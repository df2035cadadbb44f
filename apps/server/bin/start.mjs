// npm start: on a bare clone too. Installs, builds what is stale, starts the server.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { checkNode, install, root } from './preparation.mjs';
import { isStale, parts } from './staleness.mjs';

checkNode();
install();
if (parts.some(isStale)) {
  // in a process of its own: the compiler's memory is given back
  const { status } = spawnSync(process.execPath, [join(root, 'apps/server/bin/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
process.chdir(root);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, 'apps/server/dist/main.js')).href);
