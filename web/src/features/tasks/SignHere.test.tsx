import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startLanguages } from '@/lib/language';
import { SignHere } from './SignHere';

beforeAll(startLanguages);
afterEach(cleanup);

function show(signature: { image: string; name: string } | null, onSignature = vi.fn()) {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { enabled: false } } })}>
      <SignHere signature={signature} onSignature={onSignature} />
    </QueryClientProvider>,
  );
  return onSignature;
}

test('the board opens when it is asked for, not before', async () => {
  show(null);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.querySelector('canvas')).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: /手写签名/ }));

  expect(await screen.findByRole('dialog')).toBeTruthy();
  expect(document.querySelector('canvas')).not.toBeNull();
});

test('what was signed is shown and may be signed again', () => {
  const onSignature = show({ image: '7', name: '唐伟' });
  expect(screen.queryByRole('button', { name: /手写签名/ })).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: '重新签名' }));

  expect(onSignature).toHaveBeenCalledWith(null);
});
