/** Somebody with a browser, as far as a provider can tell: keeps cookies, follows redirections, fills in forms. */
export class Visitor {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();

  /** Logs in at a provider, or cancels there, and gives the URL that it sends him back to, which he has not opened yet. */
  async logIn(start: string, name: string, backTo: string): Promise<URL> {
    let at = await this.#follow(new URL(start), backTo);
    while (at.page !== undefined) {
      const [, action = ''] = /action="([^"]+)"/.exec(at.page) ?? [];
      const [, prompt = ''] = /name="prompt" value="([^"]+)"/.exec(at.page) ?? [];
      const fields = { prompt, ...(prompt === 'login' ? { login: name, password: 'any' } : {}) };
      at = await this.#follow(new URL(action, at.url), backTo, new URLSearchParams(fields));
    }
    return at.url;
  }

  async #follow(url: URL, backTo: string, form?: URLSearchParams): Promise<{ url: URL; page?: string }> {
    if (url.href.startsWith(backTo)) return { url };
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      ...(form ? { method: 'POST', body: form } : {}),
      headers: { cookie },
      redirect: 'manual',
    });
    for (const set of response.headers.getSetCookie()) this.#keep(set);
    const location = response.headers.get('location');
    if (location !== null) return this.#follow(new URL(location, url), backTo);
    const page = await response.text();
    if (!response.ok) throw new Error(`${url} answers ${response.status}: ${page}`);
    return { url, page };
  }

  #keep(set: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    const [, path = '/'] = /; path=([^;]+)/i.exec(set) ?? [];
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }
}
