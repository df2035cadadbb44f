import type { CaseDetailView, Json } from '@gaita/contracts';
import { valueWords } from '../formats/value-words.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { Named, Value } from './value.tsx';

export type Decision = CaseDetailView['decisions'][number];

/** What a step asked to have decided: the result at once, how it came about on opening. The decision that it asked for is last. */
export function CaseDecision({ made }: { readonly made: readonly Decision[] }) {
  const { t, formats } = useTexts();
  const asked = made.at(-1);
  if (!asked) return null;
  const short = (value: Json): string => {
    const words = valueWords(value, formats, t('value.yes'), t('value.no'));
    if (words !== undefined) return words;
    if (Array.isArray(value)) return value.map(short).join(' · ') || '–';
    const entries = Object.entries(value as { readonly [name: string]: Json });
    return entries.map(([name, each]) => `${name}: ${short(each)}`).join(', ') || '–';
  };
  return (
    <details className="decision">
      <summary>
        {t('decision.made', { name: asked.name ?? asked.decisionKey })}
        <span className="decision__result">{asked.result === null ? t('decision.nothing') : short(asked.result)}</span>
      </summary>
      {made.length === 1 ? (
        <How decision={asked} />
      ) : (
        <ol className="decision__steps">
          {made.map((decision) => (
            <li key={decision.id}>
              <h3>{decision.name ?? decision.decisionKey}</h3>
              <How decision={decision} />
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

function How({ decision: { inputs, rules, outputs, result } }: { readonly decision: Decision }) {
  const { t } = useTexts();
  return (
    <>
      {inputs.length > 0 && (
        <table>
          <caption>{t('decision.inputs')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('decision.input')}</th>
              <th scope="col">{t('decision.value')}</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map(({ name, value }, index) => (
              <tr key={index}>
                <th scope="row">{name}</th>
                <td>
                  <Value value={value} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rules.length > 0 && <Rules rules={rules} outputs={outputs} />}
      {rules.length === 0 && outputs.length === 0 && <p>{t('decision.noRule')}</p>}
      <dl className="decision__outcome">
        <dt>{t('decision.result')}</dt>
        <dd>{result === null ? t('decision.nothing') : <Value value={result} />}</dd>
      </dl>
    </>
  );
}

/** A table that sums its rules up gives one outcome for all: no rule has its own. */
function Rules({ rules, outputs }: Pick<Decision, 'rules' | 'outputs'>) {
  const { t, formats } = useTexts();
  const each = outputs.length === rules.length;
  return (
    <table>
      <caption>{t('decision.rules')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('decision.rule')}</th>
          {each && <th scope="col">{t('decision.gave')}</th>}
        </tr>
      </thead>
      <tbody>
        {rules.map(({ number, annotation }, index) => (
          <tr key={index}>
            <th scope="row">
              {number === undefined ? t('decision.rule') : t('decision.number', { number: formats.number(number) })}
              {annotation !== undefined && <span className="decision__note">{annotation}</span>}
            </th>
            {each && (
              <td>
                <Named values={outputs[index] ?? {}} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
