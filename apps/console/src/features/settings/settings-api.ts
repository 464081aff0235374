import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { answerOf, api, bodyOf } from '../../api/client.ts';
import { placeOf, scopeKey } from '../../scopes/scope.ts';
import type { Scope } from '../../scopes/scope.ts';
import { hasOwn, parametersOf } from './draft.ts';
import type { Draft } from './draft.ts';
import type { LoadedSettings } from './form-metadata.ts';

/** Where an integration is set up. */
export interface SettingsAddress {
  readonly scope: Scope;
  readonly slug: string;
}

const pathOf = ({ scope, slug }: SettingsAddress) => ({ path: { place: placeOf(scope), slug } });

export async function loadSettings(address: SettingsAddress, signal?: AbortSignal): Promise<LoadedSettings> {
  const init = { params: pathOf(address), ...(signal !== undefined && { signal }) };
  // The revision first: should somebody save in between, the next save here is refused instead of undoing theirs.
  const etag = await revisionOf(address, signal);
  const form = await bodyOf(api.GET('/api/v4/{place}/integrations/{slug}/form', init));
  return { form, etag };
}

async function revisionOf(address: SettingsAddress, signal?: AbortSignal): Promise<string | null> {
  try {
    const init = { params: pathOf(address), ...(signal !== undefined && { signal }) };
    const { headers } = await answerOf(api.GET('/api/v4/{place}/integrations/{slug}', init));
    return headers.get('etag');
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Not loaded again by itself: somebody may be filling it in. Another language loads the texts anew. */
export const settingsQuery = (address: SettingsAddress, language: string) =>
  queryOptions({
    queryKey: ['settings', scopeKey(address.scope), address.slug, language],
    queryFn: ({ signal }) => loadSettings(address, signal),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: 0,
    gcTime: 0,
  });

/**
 * Saves what was changed, unless somebody else was faster.
 * @throws ApiError `conflict` then, `invalid` with problems by field
 */
export async function saveSettings(
  address: SettingsAddress,
  loaded: LoadedSettings,
  draft: Draft,
): Promise<void> {
  const params = { ...pathOf(address), header: ifMatch(loaded) };
  if (draft.inherits) {
    const body = { use_inherited_settings: true };
    await bodyOf(api.PUT('/api/v4/{place}/integrations/{slug}', { params, body }));
    return;
  }
  const parameters = parametersOf(loaded, draft);
  if (hasOwn(loaded)) {
    const body = { ...parameters, active: draft.active };
    await bodyOf(api.PATCH('/api/v4/{place}/integrations/{slug}', { params, body }));
    return;
  }
  await bodyOf(api.PUT('/api/v4/{place}/integrations/{slug}', { params, body: parameters }));
}

/** Turns it off here, whatever holds further out, and forgets the scope's own settings. */
export async function turnOff(address: SettingsAddress, loaded: LoadedSettings): Promise<void> {
  if (loaded.etag === null) {
    // Only what is there can be turned off; a row that inherits changes nothing until then.
    const body = { use_inherited_settings: true };
    await bodyOf(api.PUT('/api/v4/{place}/integrations/{slug}', { params: pathOf(address), body }));
  }
  const params = { ...pathOf(address), header: ifMatch(loaded) };
  await bodyOf(api.DELETE('/api/v4/{place}/integrations/{slug}', { params }));
}

/** Removes all that the scope has of its own: what is set further out holds again. */
export async function resetSettings(address: SettingsAddress, loaded: LoadedSettings): Promise<void> {
  const params = { ...pathOf(address), header: ifMatch(loaded), query: { purge: 'true' as const } };
  await bodyOf(api.DELETE('/api/v4/{place}/integrations/{slug}', { params }));
}

function ifMatch({ etag }: LoadedSettings): { 'If-Match'?: string } {
  return etag === null ? {} : { 'If-Match': etag };
}
