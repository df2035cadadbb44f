import { useLayoutEffect, useRef } from 'react';
import { useTexts } from '../texts/use-texts.tsx';
import type { FieldError } from './list-errors.ts';

/** Everything to be mended, with a way to each field; has the focus when it appears. */
export function ErrorSummary({ errors, round }: { readonly errors: readonly FieldError[]; readonly round: number }) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [round]);
  return (
    <div className="error-summary" role="group" aria-labelledby="error-summary-title">
      <h2 id="error-summary-title" ref={heading} tabIndex={-1}>
        {t('check.problems', { count: errors.length })}
      </h2>
      <ul>
        {errors.map(({ domId, label, messages }) => (
          <li key={domId}>
            <a
              className="cds--link"
              href={`#${domId}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(domId);
              }}
            >
              {label}
            </a>
            {': '}
            {messages.join(' ')}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** form-js puts the form's own random id before a field's, and choices have one more part behind it; other forms' ids are the fields' own. */
function focusField(domId: string): void {
  const escaped = CSS.escape(domId);
  const field = document.querySelector<HTMLElement>(
    `.task-form [id$="-${escaped}"], .task-form [id*="-${escaped}-"], #${escaped}`,
  );
  const target = field?.matches('input, textarea, select, button, [tabindex]')
    ? field
    : field?.querySelector<HTMLElement>('input, textarea, select, button, [tabindex]');
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}
