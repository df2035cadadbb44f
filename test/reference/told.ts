import type { JournalRecord } from '@gaita/contracts';

/**
 * A journal in short: `+a` started, `-a` completed, `~a` terminated, `!a` failed, `>f` flow taken, `?a` waits for its event, `*a`
 * the event occurs, `=completed` the instance. What stands inside `b` is written `b/+a`; a second token at `a` is `a'`; an event
 * beside `b`, or a start event of `b`'s event sub-processes, `?b:a`. `^a:C` throws escalation `C`, `^a:C:e` one that `e` catches;
 * `%a:C:e` an error. `&a:u` the compensation of `a` by `u` begins. `+a[2` is a repeated activity's instance 2, `+a[]` the whole of it. The process itself is scope `root`. `@a` in
 * front: the instance starts at `a`.
 */
export function told(text: string): JournalRecord[] {
  const words = text.trim().split(/\s+/);
  const startElementId = words[0]!.startsWith('@') ? words.shift()!.slice(1) : undefined;
  return [{ kind: 'instanceStarted', ...(startElementId !== undefined && { startElementId }) }, ...words.map(recordOf)];
}

function recordOf(word: string): JournalRecord {
  const [, scopeId = 'root', sign = '', rest = ''] = /^(?:([^/]+)\/)?(.)(.*)$/.exec(word)!;
  const [tokenId = '', elementId = plain(tokenId), third] = rest.replace(/\[.*$/, '').split(':');
  const place = { tokenId, scopeId, elementId };
  switch (sign) {
    case '+': {
      const index = /\[(\d*)\]?$/.exec(rest)?.[1];
      const own = { ...place, tokenId: index ? `${tokenId}${index}` : tokenId };
      const loopIndex = index ? { loopIndex: Number(index) } : {};
      return { kind: 'activityStarted', ...own, elementType: index === '' ? 'multiInstanceBody' : 'any', ...loopIndex };
    }
    case '-':
    case '~':
    case '!': {
      const outcome = ({ '-': 'completed', '~': 'terminated', '!': 'failed' } as const)[sign];
      const index = /\[(\d+)$/.exec(rest)?.[1] ?? '';
      return { kind: 'activityEnded', ...place, tokenId: tokenId + index, outcome };
    }
    case '>':
      return { kind: 'flowTaken', scopeId, flowId: rest };
    case '?':
      return { kind: 'subscriptionOpened', ...place, subscriptionId: rest, eventType: 'message', eventName: 'm' };
    case '*':
    case 'x':
      return { kind: 'subscriptionClosed', ...place, subscriptionId: rest, taken: sign === '*' };
    case '^':
    case '%': {
      const caught = third === undefined ? {} : { caughtBy: third };
      const from = { tokenId, scopeId, elementId: plain(tokenId) };
      return sign === '^'
        ? { kind: 'escalationThrown', ...from, escalationCode: elementId, ...caught }
        : { kind: 'errorThrown', ...from, errorCode: elementId, ...caught };
    }
    case '&':
      return { kind: 'compensationTriggered', tokenId, scopeId, elementId: plain(tokenId), handlerId: elementId };
    case '=':
      return { kind: 'instanceEnded', outcome: rest as 'completed' };
    default:
      throw new Error(`what is ${word}?`);
  }
}

const plain = (tokenId: string): string => tokenId.replace(/'+$/, '');

/** Every journal that one mistake makes of this one: a record left out, told twice, or told before the one before it. */
export function mistakesIn(
  records: readonly JournalRecord[],
): { how: 'drop' | 'duplicate' | 'swap'; records: JournalRecord[] }[] {
  return records.flatMap((record, at) => [
    { how: 'drop' as const, records: records.toSpliced(at, 1) },
    { how: 'duplicate' as const, records: records.toSpliced(at, 0, record) },
    ...(at === 0 ? [] : [{ how: 'swap' as const, records: records.toSpliced(at - 1, 2, record, records[at - 1]!) }]),
  ]);
}
