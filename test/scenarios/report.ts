import type { Coverage, Part } from './coverage.ts';
import type { ToldStory } from './told-story.ts';

/** One scenario in lines: its title, what it says, the way that the case went, what differs. */
export function storyLines({ title, facts, said, differs, milliseconds }: ToldStory): string[] {
  const lines = [`  ${differs === undefined ? '✓' : '✗'} ${title} (${(milliseconds / 1000).toFixed(1)} s)`];
  const path = facts?.path ?? [];
  let shown = 0;
  const goTo = (until: number): void => {
    if (until > shown) lines.push(`      ${shown > 0 ? '→ ' : ''}${path.slice(shown, until).join(' → ')}`);
    shown = Math.max(shown, until);
  };
  for (const { after, sentence } of said) {
    goTo(after);
    lines.push(`      “${sentence}”`);
  }
  goTo(path.length);
  if (facts)
    lines.push(facts.ended === false ? `      … waits at ${facts.waitingAt.join(', ') || 'no task'}` : `      ● ${facts.ended}`);
  if (differs !== undefined) lines.push(`      differs at ${differs}`);
  return lines;
}

export function coverageLines({ nodes, flows }: Coverage): string[] {
  const never = (kind: string, { missing }: Part) =>
    missing.length > 0 ? [`  ✗ ${kind} never passed: ${missing.join(', ')}`] : [];
  return [`  nodes ${share(nodes)}, flows ${share(flows)}`, ...never('nodes', nodes), ...never('flows', flows)];
}

/** Rounded down, so that 100 % means all. */
const share = ({ all, missing }: Part): string =>
  `${Math.floor(all === 0 ? 100 : ((all - missing.length) / all) * 100)} % (${all - missing.length} of ${all})`;
