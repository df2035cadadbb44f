import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './running-server.ts';

/** The commands of `docker/README.md` by the headings under which they stand; `scale` are those for several replicas. */
export const commandsOfPage = (kind = ''): ReadonlyMap<string, string> => {
  const text = readFileSync(join(root, 'docker/README.md'), 'utf8');
  const parts = text.split(/^## /m).map((part, index) => (index === 0 ? `Before\n${part}` : part));
  return new Map(
    parts.map((part) => {
      const fence = new RegExp(`^\`\`\`sh${kind === '' ? '' : ` ${kind}`}\\n([^]*?)^\`\`\``, 'gm');
      return [part.split('\n', 1)[0] as string, [...part.matchAll(fence)].map(([, commands]) => commands).join('')];
    }),
  );
};
