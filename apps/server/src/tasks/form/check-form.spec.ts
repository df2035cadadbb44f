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

  it.each<[string, object, unknown]>([
    ['a number as text where the form writes it so', field('number', 'a', { serializeToString: true }), '5'],
    ['a number at the least', field('number', 'a', { validate: { min: 1 } }), 1],
    ['a number at the most', field('number', 'a', { validate: { max: 1 } }), 1],
    ['a text of the least length', field('textfield', 'a', { validate: { minLength: 3 } }), 'abc'],
    ['a text of the greatest length', field('textfield', 'a', { validate: { maxLength: 3 } }), 'abc'],
    ['a time', field('datetime', 'a', { subtype: 'time' }), '23:59'],
    ['a moment', field('datetime', 'a', { subtype: 'datetime' }), '2026-03-01T10:00'],
    ['a moment of a zone, without being told so', field('datetime', 'a'), '2026-03-01T10:00:00.5+02:00'],
  ])('takes %s', (_, component, value) => {
    expect(faultsOf([component], { a: value } as Variables)).toEqual([]);
  });

  it.each<[string, object, unknown]>([
    ['a number as text', field('number', 'a'), '5'],
    ['a word as text', field('number', 'a', { serializeToString: true }), 'five'],
    ['a moment on a day that does not exist', field('datetime', 'a'), '2026-02-30T10:00'],
    ['a day where a moment belongs', field('datetime', 'a'), '2026-03-01'],
    ['a moment where a time belongs', field('datetime', 'a', { subtype: 'time' }), '2026-03-01T10:00'],
    ['yes where a box belongs', field('checkbox', 'a'), 'yes'],
  ])('does not take %s', (_, component, value) => {
    expect(faultsOf([component], { a: value } as Variables)).toEqual(['a type']);
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

  it.each<[object, unknown, string]>([
    [field('textfield', 'a', { validate: { required: true } }), undefined, 'This field is needed.'],
    [field('textfield', 'a'), 5, 'Text is needed.'],
    [field('textfield', 'a', { validate: { minLength: '3' } }), 'ab', 'At least 3 characters are needed.'],
    [field('textarea', 'a', { validate: { maxLength: '3' } }), 'abcd', 'At most 3 characters fit.'],
    [field('textfield', 'a', { validate: { pattern: '^x$' } }), 'y', 'The value must match ^x$.'],
    [field('textfield', 'a', { validate: { validationType: 'email' } }), 'anna@home', 'An e-mail address is needed.'],
    [field('textfield', 'a', { validate: { validationType: 'email' } }), 'an na@home.lv', 'An e-mail address is needed.'],
    [field('textfield', 'a', { validate: { validationType: 'phone' } }), '12', 'A telephone number is needed.'],
    [field('textfield', 'a', { validate: { validationType: 'phone' } }), 'call 2945', 'A telephone number is needed.'],
    [field('number', 'a'), true, 'A number is needed.'],
    [field('number', 'a', { validate: { min: '1' } }), 0, 'The value must be at least 1.'],
    [field('number', 'a', { validate: { max: '1' } }), 2, 'The value must be at most 1.'],
    [field('checkbox', 'a'), 'yes', 'Yes or no is needed.'],
    [field('select', 'a', { values: ['x'] }), 'y', '"y" is not among the choices.'],
    [field('taglist', 'a', { values: ['x'] }), 'x', 'A list of choices is needed.'],
    [field('datetime', 'a', { subtype: 'time' }), '9:00', 'A time is needed.'],
    [field('datetime', 'a', { subtype: 'time' }), 'at 09:00', 'A time is needed.'],
    [field('datetime', 'a', { subtype: 'time' }), '09:00 or so', 'A time is needed.'],
    [field('datetime', 'a', { subtype: 'date' }), '02.03.2026', 'A date is needed.'],
    [field('datetime', 'a', { subtype: 'date' }), '2026-03-02 or so', 'A date is needed.'],
    [field('datetime', 'a'), '2026-03-02T10:00 or so', 'A date is needed.'],
    [field('datetime', 'a'), 'on 2026-03-02T10:00', 'A date is needed.'],
    [{ type: 'dynamiclist', path: 'a', components: [field('number', 'b')] }, 1, 'A list is needed.'],
    [field('number', 'b'), 1, 'The form has no field a.'],
  ])('says of %j what is wrong with %j', (component, value, message) => {
    const entered = (value === undefined ? {} : { a: value }) as Variables;
    expect(check([component], entered).faults).toEqual([expect.objectContaining({ field: 'a', message })]);
  });

  it.each<[string, object, unknown]>([
    ['an address', field('textfield', 'a', { validate: { validationType: 'email' } }), 'anna@home.lv'],
    ['a telephone number', field('textfield', 'a', { validate: { validationType: 'phone' } }), '+371 (29) 45-67.8'],
    ['what a kind asks for that nobody knows', field('textfield', 'a', { validate: { validationType: 'iban' } }), 'x'],
    ['all where the pattern cannot be read', field('textfield', 'a', { validate: { pattern: '(' } }), 'x'],
    ['all where a limit is no number', field('number', 'a', { validate: { min: ' ', max: 'many' } }), -7],
    ['nothing where nothing is needed', field('number', 'a', { validate: { min: 1 } }), null],
    ['an object that is a choice', field('radio', 'a', { values: [{ value: { id: 1 } }] }), { id: 1 }],
    ['several choices', field('checklist', 'a', { values: ['x', 'y'] }), ['x', 'y']],
    ['any choice where the form names none', field('select', 'a'), 'x'],
    ['a time of a zone', field('datetime', 'a', { subtype: 'time' }), '10:00:30.25+02:00'],
    ['a moment in universal time', field('datetime', 'a'), '2026-03-01T10:00:00Z'],
    ['whatever a kind of moment asks for that nobody knows', field('datetime', 'a', { subtype: 'week' }), 'W9'],
    ['whatever a component holds that nobody knows', field('colour', 'a'), 'green'],
  ])('takes %s too', (_, component, value) => {
    expect(check([component], { a: value } as Variables)).toEqual({ values: { a: value }, faults: [] });
  });

  it('takes choices from within a variable and from an expression, and anything where they are no list', () => {
    const within = field('select', 'a', { valuesKey: 'known.trees' });
    expect(faultsOf([within], { a: 'fir' }, { known: { trees: ['oak'] } })).toEqual(['a unknown-value']);
    expect(faultsOf([within], { a: 'oak' }, { known: { trees: ['oak'] } })).toEqual([]);
    expect(faultsOf([within], { a: 'fir' }, { known: { trees: 'oak' } })).toEqual([]);
    expect(faultsOf([within], { a: 'fir' })).toEqual([]);
    const made = field('select', 'a', { valuesExpression: '=concatenate(known, ["ash"])' });
    expect(faultsOf([made], { a: 'ash' }, { known: ['oak'] })).toEqual([]);
    expect(faultsOf([made], { a: 'fir' }, { known: ['oak'] })).toEqual(['a unknown-value']);
  });

  it('asks by expressions what is needed and what is only shown, by what is entered before what the case knows', () => {
    const components = [
      field('textfield', 'kind'),
      field('textfield', 'why', { validate: { required: '=kind = "other"' } }),
      field('textfield', 'fee', { readonly: '=kind = "free"' }),
    ];
    expect(faultsOf(components, { kind: 'other' })).toEqual(['why required']);
    expect(faultsOf(components, { kind: 'usual' }, { kind: 'other' })).toEqual([]);
    expect(faultsOf(components, {}, { kind: 'other' })).toEqual(['why required']);
    expect(check(components, { kind: 'free', fee: 'none' }).values).toEqual({ kind: 'free' });
    expect(check(components, { kind: 'paid', fee: 'some' }).values).toEqual({ kind: 'paid', fee: 'some' });
  });

  it('finds the values of a group below its path, and hides or shuts a group whole', () => {
    const group = (more: object) => ({
      type: 'group',
      components: [field('textfield', 'name', { validate: { required: true } }), field('number', 'age')],
      ...more,
    });
    expect(faultsOf([group({ path: 'person' })], { person: { age: 'old' } })).toEqual([
      'person.name required',
      'person.age type',
    ]);
    expect(faultsOf([group({ path: 'person.details' })], { person: { details: { name: 'Anna' } } })).toEqual([]);
    expect(faultsOf([group({ path: 'person' })], { person: ['Anna'] })).toEqual(['person.name required']);
    expect(faultsOf([group({})], { age: 40 })).toEqual(['name required']);
    const hidden = group({ conditional: { hide: '=true' } });
    expect(check([hidden], { name: 'Anna' })).toEqual({ values: {}, faults: [] });
    const shut = group({ components: [{ type: 'dynamiclist', path: 'rows', components: [field('number', 'n')] }] });
    expect(check([{ ...shut, readonly: true }], { rows: [{ n: 'x' }] })).toEqual({ values: {}, faults: [] });
    expect(check([shut], { rows: null })).toEqual({ values: { rows: null }, faults: [] });
  });

  it('asks nothing of a form without fields, and of what is no form', () => {
    for (const components of [[{ type: 'dynamiclist', components: [field('number', 'n')] }], [{ type: 'button' }], ['text']])
      expect(check(components as object[], {})).toEqual({ values: {}, faults: [] });
    for (const schema of [null, 'form', [field('number', 'n')], {}, { components: 'none' }])
      expect(checkForm(schema, {}, {}, { evaluate: () => null, guard: feelGuard }).faults).toEqual([]);
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
