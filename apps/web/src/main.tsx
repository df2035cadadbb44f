import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { routes } from './routes.tsx';
import './styles/index.scss';

const place = document.getElementById('app');
if (!place) throw new Error('The page has no element "app"');

createRoot(place).render(
  <StrictMode>
    <RouterProvider router={routes} />
  </StrictMode>,
);
