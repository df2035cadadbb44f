import { Link } from 'react-router';
import { useTexts } from '../texts/use-texts.tsx';

interface View {
  readonly to: string;
  readonly text: string;
  /** In words. */
  readonly count?: string | number;
  readonly current: boolean;
}

/** Views of one list, each with its address. */
export function ViewSwitch({ label, views }: { readonly label: string; readonly views: readonly View[] }) {
  const { formats } = useTexts();
  return (
    <nav className="views" aria-label={label}>
      <ul>
        {views.map(({ to, text, count, current }) => (
          <li key={to}>
            <Link to={to} aria-current={current ? 'page' : undefined}>
              {text}
              {count !== undefined && (
                <span className="views__count">{typeof count === 'number' ? formats.number(count) : count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
