<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
<#if section = "header">${msg("pageExpiredTitle")}<#elseif section = "form">
<p><a class="button" href="${url.loginRestartFlowUrl}">${msg("handschlagRestart")}</a></p>
</#if>
</@layout.registrationLayout>
