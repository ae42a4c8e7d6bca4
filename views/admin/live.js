// Keeps the parts of a page that are marked `data-live` as the server has them. Without it a page stays as it was opened.

{
  /** So that a page that is left open keeps no session. */
  const byItself = { headers: { 'X-By-Itself': 'yes' }, redirect: 'manual' };
  const retryMs = 30_000;
  let source;
  let retry;
  let isLooking = false;
  let isMissed = false;

  const isSelectedIn = (part) => {
    const selection = getSelection();
    return selection !== null && !selection.isCollapsed && part.contains(selection.anchorNode);
  };

  const isFilledIn = (part) =>
    [...part.querySelectorAll('input')].some(({ value, defaultValue }) => value !== defaultValue);

  const replace = (part, fresh) => {
    if (part.innerHTML === fresh.innerHTML || isSelectedIn(part) || isFilledIn(part)) return;
    const focused = part.contains(document.activeElement) ? document.activeElement : undefined;
    const href = focused?.getAttribute('href');
    if (focused && !href) return;
    part.replaceChildren(...fresh.childNodes);
    if (href) part.querySelector(`a[href="${CSS.escape(href)}"]`)?.focus({ preventScroll: true });
  };

  const show = (page) => {
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (fresh) replace(part, fresh);
    }
  };

  const look = async () => {
    if (isLooking) {
      isMissed = true;
      return;
    }
    isLooking = true;
    try {
      const answer = await fetch(location.href, byItself);
      if (answer.type === 'opaqueredirect')
        location.reload(); // the session is over
      else if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // The gateway cannot be reached: the next look may.
    } finally {
      isLooking = false;
    }
    if (isMissed) {
      isMissed = false;
      await look();
    }
  };

  const follow = () => {
    source = new EventSource('/live');
    source.addEventListener('change', look);
    source.addEventListener('over', () => location.reload());
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return; // else the browser tries again itself
      void look();
      retry = setTimeout(follow, retryMs);
    });
  };

  // A browser has six connections to a site: pages that nobody sees must not hold them.
  const turn = () => {
    clearTimeout(retry);
    source?.close();
    if (document.hidden) return;
    void look();
    follow();
  };

  document.addEventListener('visibilitychange', turn);
  if (!document.hidden) follow();
}
