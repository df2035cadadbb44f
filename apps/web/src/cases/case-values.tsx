import type { FieldsView, Json, Variables } from '@gaita/contracts';
import { readFields } from '../api/processes.ts';
import { useResource } from '../api/use-resource.ts';
import { LoadState } from '../shell/load-state.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { Value } from './value.tsx';

interface CaseValuesProps {
  readonly values: Variables;
  /** Whose forms say what the values are called. */
  readonly definitionId: string;
}

/**
 * Data of the case in the words of its forms; what no form asks for, by its own name, where whoever looks for it finds it. Who applied
 * is told by the applicant's card only, as each opening of it is recorded.
 */
export function CaseValues({ values, definitionId }: CaseValuesProps) {
  const { language } = useTexts();
  const fields = useResource(`${definitionId} ${language}`, (signal) => readFields(definitionId, signal), definitionId);
  // Without them nobody knows which values are the applicant's.
  return <LoadState resource={fields}>{(found) => <InWords values={values} fields={found} />}</LoadState>;
}

function InWords({ values, fields }: { readonly values: Variables; readonly fields: FieldsView }) {
  const { t, formats } = useTexts();
  const entries = inOrder(values, fields, formats.compare).filter(([name]) => !fields[name]?.applicant);
  const asked = entries.filter(([name]) => fields[name]);
  const others = entries.filter(([name]) => !fields[name]);
  return (
    <>
      {asked.length === 0 ? <p>{t('value.none')}</p> : <Values entries={asked} fields={fields} />}
      {others.length > 0 && (
        <details className="values-more">
          <summary>{t('value.others', { count: others.length })}</summary>
          <Values entries={others} fields={fields} />
        </details>
      )}
    </>
  );
}

interface ValuesProps {
  readonly entries: readonly (readonly [string, Json])[];
  readonly fields: FieldsView;
}

/** Values with what forms call them. */
export function Values({ entries, fields }: ValuesProps) {
  return (
    <dl className="values">
      {entries.map(([name, value]) => {
        const field = fields[name];
        return (
          <div key={name}>
            <dt lang={field ? undefined : 'en'}>{field?.label ?? name}</dt>
            <dd>
              <Value value={value} field={field} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** As the forms ask for them, the rest by name. */
function inOrder(values: Variables, fields: FieldsView, compare: (a: string, b: string) => number): [string, Json][] {
  const places = new Map(Object.keys(fields).map((key, place) => [key, place]));
  const placeOf = (name: string): number => places.get(name) ?? places.size;
  return Object.entries(values).sort(([a], [b]) => placeOf(a) - placeOf(b) || compare(a, b));
}
