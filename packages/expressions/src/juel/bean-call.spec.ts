import { describe, expect, it } from '@jest/globals';
import { readBeanCall } from './bean-call.ts';

describe('a call of an object outside', () => {
  it.each<[string, string, readonly string[]]>([
    ['${mailer.send()}', 'mailer.send', []],
    ['${ mailer.send( address ) }', 'mailer.send', ['${address}']],
    ['#{mailer.send(address, 3 + 4)}\n', 'mailer.send', ['${address}', '${3 + 4}']],
    ['${m.f("a, b)", g[0], (x), h.size())}', 'm.f', ['${"a, b)"}', '${g[0]}', '${(x)}', '${h.size()}']],
    ['${m.f(execution, execution.getVariable("x"))}', 'm.f', ['${execution}', '${execution.getVariable("x")}']],
    ['${list.contains(1, 2)}', 'list.contains', ['${1}', '${2}']],
    ['${m.f(a,)}', 'm.f', ['${a}', '${}']],
  ])('%s is %s with %j', (source, name, given) => {
    const call = readBeanCall(source);
    expect(`${call?.bean}.${call?.method}`).toBe(name);
    expect(call?.arguments).toEqual(given);
  });

  it.each([
    'mailer.send(x)',
    '${mailer}',
    '${mailer.address}',
    '${send(x)}',
    '${mailer.send(x).ok}',
    '${mailer.send(x) == 1}',
    '${mailer.box.send(x)}',
    '${mailer.send(x)} and more',
    'To ${mailer.send(x)}',
    '${mailer.send(x}',
    '${mailer.send(x',
    '${mailer.send(x))}',
    '${(mailer.send(x))}',
    '${execution.setVariable("x", 1)}',
    '${task.complete()}',
    '${list.contains(1)}',
    '${text.isEmpty()}',
    '${true.f()}',
  ])('%s is none', (source) => expect(readBeanCall(source)).toBeNull());
});
