import { Select, SelectItem } from '@carbon/react';
import type { RegistryPersonView, UnitView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';
import { DayField } from './day-field.tsx';

interface PersonSelectProps {
  readonly id: string;
  readonly people: readonly RegistryPersonView[];
  readonly value: string;
  readonly onChange: (account: string) => void;
}

/** Somebody of the institution; nobody until somebody is chosen. */
export function PersonSelect({ id, people, value, onChange }: PersonSelectProps) {
  const { t } = useTexts();
  return (
    <Select id={id} labelText={t('people.person')} value={value} onChange={(event) => onChange(event.target.value)}>
      <SelectItem value="" text={t('people.assign.choosePerson')} />
      {people.map(({ account, name }) => (
        <SelectItem key={account} value={account} text={name} />
      ))}
    </Select>
  );
}

/** First and last day; empty means at once and without end. */
export interface Term {
  readonly from: string;
  readonly to: string;
}

interface TermFieldsProps {
  readonly id: string;
  readonly term: Term;
  readonly onChange: (term: Term) => void;
}

export function TermFields({ id, term, onChange }: TermFieldsProps) {
  const { t } = useTexts();
  return (
    <div className="people-form__pair">
      <DayField
        id={`${id}-from`}
        label={t('people.assign.from')}
        help={t('people.assign.fromHelp')}
        value={term.from}
        onChange={(from) => onChange({ ...term, from })}
      />
      <DayField
        id={`${id}-to`}
        label={t('people.assign.to')}
        help={t('people.assign.toHelp')}
        value={term.to}
        min={term.from}
        onChange={(to) => onChange({ ...term, to })}
      />
    </div>
  );
}

/** What was entered of a term. */
export const givenDays = ({ from, to }: Term): Partial<Term> => ({ ...(from && { from }), ...(to && { to }) });

interface UnitSelectProps {
  readonly id: string;
  readonly label: string;
  /** What it means to choose none. */
  readonly none: string;
  readonly units: readonly UnitView[];
  readonly value: string;
  readonly onChange: (unit: string) => void;
}

/** One of the units that are open, below what it is part of. */
export function UnitSelect({ id, label, none, units, value, onChange }: UnitSelectProps) {
  return (
    <Select id={id} labelText={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <SelectItem value="" text={none} />
      {units
        .filter(({ active }) => active)
        .map(({ id: unit, name, depth }) => (
          <SelectItem key={unit} value={unit} text={`${'– '.repeat(depth)}${name}`} />
        ))}
    </Select>
  );
}
