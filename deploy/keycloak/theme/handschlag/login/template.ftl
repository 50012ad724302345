<#-- The frame of every page of the login. It looks like page-frame's frame.html and works without a script. -->
<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<#assign tag = (locale.currentLanguageTag)!lang>
<#assign fromTheRight = ["ar", "fa", "ckb", "ps"]>
<!DOCTYPE html>
<html lang="${tag}" dir="${fromTheRight?seq_contains(tag)?then("rtl", "ltr")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title><#nested "header"> – Handschlag</title>
<link rel="stylesheet" href="${url.resourcesPath}/css/login.css">
<link rel="icon" type="image/svg+xml" href="${url.resourcesPath}/img/handschlag.svg">
</head>
<body>
<header class="top">
<span class="brand"><svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="7" fill="currentColor"/><path d="M7 11v13M7 17.5h9M16 11v13M21 8.5l3 3 4-5.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg><bdi lang="de">Handschlag</bdi></span>
<#if realm.internationalizationEnabled && locale.supported?size gt 1>
<nav aria-label="${msg("languages")}">
<details class="languages">
<summary><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="2"><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/></svg><span class="unseen">${msg("languages")}: </span><bdi>${msg("locale_" + tag)}</bdi></summary>
<ul>
<#list properties.locales?split(",") as offered><#list locale.supported as l><#if l.languageTag == offered>
<li><a href="${l.url}"<#if offered == tag> aria-current="true"</#if>><bdi lang="${offered}" dir="${fromTheRight?seq_contains(offered)?then("rtl", "ltr")}">${l.label}</bdi></a></li>
</#if></#list></#list>
</ul>
</details>
</nav>
</#if>
</header>
<main>
<h1><#nested "header"></h1>
<#if displayMessage && message?has_content && (message.type != "warning" || !isAppInitiatedAction??)>
<p class="message ${message.type}"<#if message.type == "error"> role="alert"</#if>>${kcSanitize(message.summary)?no_esc}</p>
</#if>
<#nested "form">
<#nested "socialProviders">
<#if displayInfo>
<#nested "info">
</#if>
</main>
<footer><p><bdi lang="de">Handschlag</bdi> · ${msg("handschlagPromise")}</p></footer>
</body>
</html>
</#macro>
