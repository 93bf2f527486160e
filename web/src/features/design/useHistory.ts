import { useState } from 'react';

interface Steps {
  past: string[];
  future: string[];
}

const stepsMax = 100;

// The models before and after the one that is shown: what was changed is undone and done again.
export function useHistory(xml: string, onChange: (xml: string) => void) {
  const [{ past, future }, setSteps] = useState<Steps>({ past: [], future: [] });
  return {
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    change: (next: string) => {
      if (next === xml) return;
      setSteps({ past: [...past, xml].slice(-stepsMax), future: [] });
      onChange(next);
    },
    undo: () => {
      if (past.length === 0) return;
      setSteps({ past: past.slice(0, -1), future: [xml, ...future] });
      onChange(past.at(-1)!);
    },
    redo: () => {
      if (future.length === 0) return;
      setSteps({ past: [...past, xml], future: future.slice(1) });
      onChange(future[0]);
    },
  };
}
