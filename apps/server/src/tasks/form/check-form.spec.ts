import { describe, expect, it } from '@jest/globals';
import { createCalendar } from '@gaita/calendar';
import type { Variables } from '@gaita/contracts';
import { compileExpression } from '@gaita/expressions';
import { feelGuard } from '../../models/index.ts';
import { checkForm } from './check-form.ts';

const calendar = createCalendar({ country: 'LV', zone: 'Europe/Riga', movedDays: true });

function check(components: readonly object[], entered: Variables, visible: Variables = {}) {
  return checkForm({ components }, entered, visible, {
    evaluate: (source, lookup) => compileExpression(source, 'feel').evaluate(lookup, { now: 0, calendar }),
    guard: feelGuard,
  });
}

const faultsOf = (components: readonly object[], entered: Variables, visible?: Variables) =>
  check(components, entered, visible).faults.map(({ field, rule }) => `${field} ${rule}`);

const field = (type: string, key: string, more: object = {}) => ({ type, id: key, key, ...more });

describe('A form that is sent', () => {
  it('lets through what is filled in as it asks', () => {
    const components = [
      field('textfield', 'title', { validate: { required: true, maxLength: 10 } }),
      field('number', 'count', { validate: { min: 0, max: 5 } }),
      field('checkbox', 'sure'),
      field('datetime', 'day', { subtype: 'date' }),
    ];
    const entered = { title: 'Two trees', count: 2, sure: false, day: '2026-03-02' };
    expect(check(components, entered)).toEqual({ values: entered, faults: [] });
  });

  it.each<[string, object, Variables, string]>([
    ['a needed field that is missing', field('textfield', 'a', { validate: { required: true } }), {}, 'a required'],
    ['a needed field that is empty', field('textarea', 'a', { validate: { required: true } }), { a: '' }, 'a required'],
    ['a needed box that is not ticked', field('checkbox', 'a', { validate: { required: true } }), { a: false }, 'a required'],
    ['a needed list without a choice', field('checklist', 'a', { validate: { required: true } }), { a: [] }, 'a required'],
    ['a number below the least', field('number', 'a', { validate: { min: 1 } }), { a: 0 }, 'a min'],
    ['a number above the most', field('number', 'a', { validate: { max: 1 } }), { a: 2 }, 'a max'],
    ['text where a number belongs', field('number', 'a'), { a: 'two' }, 'a type'],
    ['a number where text belongs', field('textfield', 'a'), { a: 2 }, 'a type'],
    ['too short a text', field('textfield', 'a', { validate: { minLength: 3 } }), { a: 'ab' }, 'a min-length'],
    ['too long a text', field('textfield', 'a', { validate: { maxLength: 3 } }), { a: 'abcd' }, 'a max-length'],
    ['text that does not match', field('textfield', 'a', { validate: { pattern: '^\\d+$' } }), { a: '1x' }, 'a pattern'],
    ['what is no address', field('textfield', 'a', { validate: { validationType: 'email' } }), { a: 'anna' }, 'a pattern'],
    ['a value that is no choice', field('radio', 'a', { values: [{ value: 'x', label: 'X' }] }), { a: 'y' }, 'a unknown-value'],
    ['one of several that is none', field('checklist', 'a', { values: [{ value: 'x' }] }), { a: ['x', 'y'] }, 'a unknown-value'],
    ['a day that does not exist', field('datetime', 'a', { subtype: 'date' }), { a: '2026-02-30' }, 'a type'],
    ['a value that the form does not ask for', field('textfield', 'a'), { b: 1 }, 'b unknown-field'],
  ])('refuses %s', (_, component, entered, fault) => {
    expect(faultsOf([component], entered)).toEqual([fault]);
  });

  it('takes choices from a variable', () => {
    const component = field('select', 'a', { valuesKey: 'known' });
    const known = { known: [{ label: 'Oak', value: 'oak' }, 'ash'] };
    expect(faultsOf([component], { a: 'oak' }, known)).toEqual([]);
    expect(faultsOf([component], { a: 'ash' }, known)).toEqual([]);
    expect(faultsOf([component], { a: 'fir' }, known)).toEqual(['a unknown-value']);
  });

  it('asks for nothing that is hidden, and takes nothing from it', () => {
    const reason = field('textarea', 'reason', {
      validate: { required: true },
      conditional: { hide: '=decision != "return"' },
    });
    const components = [field('radio', 'decision', { values: [{ value: 'return' }, { value: 'approve' }] }), reason];
    expect(faultsOf(components, { decision: 'return' })).toEqual(['reason required']);
    expect(check(components, { decision: 'approve', reason: 'left over' })).toEqual({
      values: { decision: 'approve' },
      faults: [],
    });
  });

  it('takes nothing from fields that it only shows', () => {
    const components = [
      { type: 'group', id: 'g', components: [field('number', 'indicators.openCases', { readonly: true })] },
      field('textfield', 'old', { disabled: true }),
      field('number', 'complaints'),
    ];
    const entered = { indicators: { openCases: 0 }, old: 'x', complaints: 3 };
    expect(check(components, entered)).toEqual({ values: { complaints: 3 }, faults: [] });
  });

  it('checks each row of a list', () => {
    const list = {
      type: 'dynamiclist',
      id: 'goals',
      path: 'goals',
      components: [
        field('textfield', 'metric', { validate: { required: true } }),
        field('number', 'target', { conditional: { hide: '=metric = "none"' }, validate: { required: true } }),
      ],
    };
    expect(
      faultsOf([list], { goals: [{ metric: 'days', target: 5 }, { target: 1 }, { metric: 'none' }, { metric: 'cost' }] }),
    ).toEqual(['goals[1].metric required', 'goals[3].target required']);
    expect(faultsOf([list], { goals: 'many' })).toEqual(['goals type']);
  });

  it('is not held up by a pattern that runs away', () => {
    const component = field('textfield', 'a', { validate: { pattern: '^(a+)+$' } });
    expect(faultsOf([component], { a: `${'a'.repeat(40)}b` })).toEqual(['a pattern']);
  });

  it('does not take names of objects for fields', () => {
    const entered = JSON.parse('{ "__proto__": { "admin": true }, "constructor": 1 }') as Variables;
    expect(faultsOf([field('textfield', 'a')], entered)).toEqual(['__proto__ unknown-field', 'constructor unknown-field']);
  });
});
