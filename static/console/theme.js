// Light or dark before anything is painted. Unfold keeps the choice under the same name.
{
  const chosen = (localStorage.getItem("adminTheme") || "").replaceAll('"', "");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
}
