// npm run audit:verify: goes through the audit's chain of a database. Builds what is stale, installs nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, root } from './preparation.mjs';
import { isStale, parts } from './staleness.mjs';

checkNode();
if (parts.some((part) => part.kind === 'swc' && isStale(part))) {
  const { status } = spawnSync(process.execPath, [join(root, 'apps/server/bin/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 2);
}
const { verifyCommand } = await import(pathToFileURL(join(root, 'apps/server/dist/audit/verify-command.js')).href);
process.exitCode = await verifyCommand(process.argv.slice(2), (line) => console.log(line), process.env);
