import type { CaseDetailView } from '@gaita/contracts';
import type { CanvasPart, OverlaysPart, Parts, RegistryPart } from './viewer-parts.ts';

/** Thick outline and the word "Here" where a case stands, with a number where it stands there several times. */
export function markPositions(viewer: Parts, positions: CaseDetailView['positions'], { here }: { readonly here: string }): void {
  const canvas = viewer.get<CanvasPart>('canvas');
  const overlays = viewer.get<OverlaysPart>('overlays');
  const registry = viewer.get<RegistryPart>('elementRegistry');
  for (const { elementId, count } of positions) {
    if (!registry.get(elementId)) continue;
    canvas.addMarker(elementId, 'position');
    const badge = document.createElement('div');
    badge.className = 'position-badge';
    badge.textContent = count > 1 ? `${here} · ${count}` : here;
    overlays.add(elementId, 'position', { position: { top: -26, left: 0 }, html: badge });
  }
}
