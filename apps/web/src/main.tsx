import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { routes } from './routes.tsx';
import { showLastLook } from './settings/preferences.ts';
import { firstLanguage, speak } from './texts/i18n.ts';
import './styles/index.scss';

const place = document.getElementById('app');
if (!place) throw new Error('The page has no element "app"');

showLastLook();
const show = () =>
  createRoot(place).render(
    <StrictMode>
      <RouterProvider router={routes} />
    </StrictMode>,
  );
// Without the texts of the reader's language the page still works, in English.
speak(firstLanguage())
  .catch(() => speak('en'))
  .then(show, show);
