import { describe, expect, it } from '@jest/globals';
import { withoutValues } from './without-values.ts';

describe('The text of an error in a log', () => {
  it.each([
    ["Duplicate entry 'ilze@pasts.example' for key 'email'", 'Duplicate entry …'],
    ['Unexpected token \'I\', "{"name": Ilze" is not valid JSON', 'Unexpected token … is not valid JSON'],
    ['550 5.1.1 <ilze@pasts.example>: Recipient rejected', '550 5.1.1 …: Recipient rejected'],
    ['no mailbox ilze@pasts.example here', 'no mailbox … here'],
    ['Nobody has the number 111285-17777 or +371 2999 8877', 'Nobody has the number … or …'],
    ['GET https://register.example/people?code=1 answered 500', 'GET https://register.example/people… answered 500'],
  ])('tells of %s without the value', (told, kept) => expect(withoutValues(told)).toBe(kept));

  it('keeps where it happened, and words', () => {
    const stack = 'TypeError: row is undefined\n    at run (file:///app/src/tasks/find-task.ts:12345:7)';
    expect(withoutValues(stack)).toBe(stack);
    expect(withoutValues('connect ECONNREFUSED 127.0.0.1:3306')).toBe('connect ECONNREFUSED 127.0.0.1:3306');
  });
});
