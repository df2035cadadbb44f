import { describe, expect, it } from '@jest/globals';
import type { Answers } from './check-answers.ts';
import { checkAnswers } from './check-answers.ts';

const token = 'a-token-of-more-than-twenty-characters';
const answers: Answers = {
  name: 'Ilze Kalniņa',
  email: ' ilze@example.org ',
  account: 'ilze',
  password: 'a long enough password',
  language: 'lv',
  institutionName: 'Jaunpils novads',
  institutionId: 'jaunpils',
  country: 'LV',
  movedDays: true,
};
const problems = (more: Partial<Answers>) => {
  const checked = checkAnswers(token, { ...answers, ...more });
  return 'problems' in checked ? [...checked.problems] : [];
};

describe('the answers of the first administrator', () => {
  it('become the request', () => {
    const { name, account, password, language } = answers;
    expect(checkAnswers(token, answers)).toEqual({
      request: {
        token,
        name,
        account,
        password,
        language,
        email: 'ilze@example.org',
        institution: { id: 'jaunpils', name: 'Jaunpils novads', country: 'LV', movedDays: true },
      },
    });
  });

  it('leave out an institution of which nothing was typed', () => {
    const checked = checkAnswers(token, { ...answers, institutionName: ' ', institutionId: '' });
    expect(checked).not.toHaveProperty('request.institution');
    expect(checked).toHaveProperty('request.account', 'ilze');
  });

  it('say what is missing and what is wrong, in the order of the form', () => {
    expect(problems({ password: 'short', account: '', email: 'ilze', institutionName: '' })).toEqual([
      ['email', 'wrong'],
      ['account', 'missing'],
      ['password', 'wrong'],
      ['institutionName', 'missing'],
    ]);
    expect(problems({ institutionId: 'Jaunpils novads' })).toEqual([['institutionId', 'wrong']]);
    expect(problems({ account: 'Ilze' })).toEqual([['account', 'wrong']]);
  });
});
