import { Select, SelectItem } from '@carbon/react';
import { useSearchParams } from 'react-router';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useInstitution } from './use-institution.ts';

/** Only for who holds roles in several. */
export function InstitutionChoice() {
  const { t } = useTexts();
  const { institutions } = usePerson();
  const institution = useInstitution();
  const [, setSearch] = useSearchParams();
  if (institutions.length < 2) return null;
  return (
    <Select
      id="people-institution"
      labelText={t('people.institution')}
      value={institution}
      onChange={(event) => setSearch({ institution: event.target.value }, { replace: true })}
    >
      {institutions.map(({ id, name }) => (
        <SelectItem key={id} value={id} text={name} />
      ))}
    </Select>
  );
}
