import { useEffect, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import { FitToScreen, ZoomIn, ZoomOut } from '@carbon/icons-react';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type { CaseDetailView } from '@gaita/contracts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { drawing } from './drawing.ts';
import { fit, showLegibly } from './fit.ts';
import { fitToPaper } from './fit-to-paper.ts';
import { fontReady } from './font-ready.ts';
import { markPositions } from './mark-positions.ts';
import { translateNames } from './translate-names.ts';
import type { CanvasPart, RegistryPart } from './viewer-parts.ts';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';

interface DiagramProps {
  readonly xml: string;
  /** Says what the picture is; what it shows stands beside it as text. */
  readonly label: string;
  readonly positions?: CaseDetailView['positions'];
}

/** A model to look at, in the reader's language, with the places where a case stands; a model may come without a drawing. */
export function Diagram(props: DiagramProps) {
  const { t } = useTexts();
  return /<(?:[\w.-]+:)?BPMNPlane\b/.test(props.xml) ? <Drawing {...props} /> : <p>{t('diagram.none')}</p>;
}

function Drawing({ xml, label, positions }: DiagramProps) {
  const { t, language } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer>(null);
  const [error, setError] = useState<Error>();

  useEffect(() => {
    if (!place.current) return undefined;
    const shown = new NavigatedViewer({ container: place.current, ...drawing });
    const stayOnScreen = fitToPaper(place.current, () => viewer.current?.get<CanvasPart>('canvas'));
    let gone = false;
    const draw = async () => {
      await Promise.all([translateNames(shown, xml, language), fontReady()]);
      await shown.importXML(xml);
      if (gone) return;
      viewer.current = shown;
      const [stands] = (positions ?? []).flatMap(
        ({ elementId }) => shown.get<RegistryPart>('elementRegistry').get(elementId) ?? [],
      );
      showLegibly(shown.get<CanvasPart>('canvas'), stands);
      markPositions(shown, positions ?? [], { here: t('case.here') });
      setError(undefined);
    };
    draw().catch((thrown: unknown) => !gone && setError(thrown as Error));
    return () => {
      gone = true;
      stayOnScreen();
      viewer.current = null;
      shown.destroy();
    };
  }, [xml, language, positions, t]);

  const zoom = (change: number | 'all') => {
    const canvas = viewer.current?.get<CanvasPart>('canvas');
    if (!canvas) return;
    if (change === 'all') fit(canvas);
    else canvas.zoom(canvas.zoom() * change);
  };
  return (
    <figure className="diagram">
      {error && <ErrorNotice error={error} />}
      <div ref={place} className="diagram__canvas" role="group" aria-label={label} />
      <figcaption className="diagram__tools">
        <Button
          kind="ghost"
          size="md"
          hasIconOnly
          renderIcon={ZoomOut}
          iconDescription={t('diagram.zoomOut')}
          onClick={() => zoom(0.8)}
        />
        <Button
          kind="ghost"
          size="md"
          hasIconOnly
          renderIcon={ZoomIn}
          iconDescription={t('diagram.zoomIn')}
          onClick={() => zoom(1.25)}
        />
        <Button
          kind="ghost"
          size="md"
          hasIconOnly
          renderIcon={FitToScreen}
          iconDescription={t('diagram.fit')}
          onClick={() => zoom('all')}
        />
      </figcaption>
    </figure>
  );
}
